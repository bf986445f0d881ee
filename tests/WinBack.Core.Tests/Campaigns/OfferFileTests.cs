using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class OfferFileTests
{
    private const string Head = """
        id: win
        name: Win
        goal: purchase
        lapse: {after: P30D, since: purchase}

        """;

    private const string Offer = "offer: {id: spring, code: pool, value: {percent: 10}}\n";

    private const string Guarded = "Hello{{#if offer}}, {{offer.code}} for {{offer.value}}{{/if}}";

    [Fact]
    public void Read_EveryKeyOfAnOffer_IsInTheModel()
    {
        var offer = CampaignFileTests.Valid(Head + """
            offer:
              id: spring
              code: BACK-##########
              value: {percent: 10, upTo: 20, currency: EUR}
              tiers:
                - {when: {field: country, is: DE}, value: {amount: 5, currency: EUR}}
                - {when: {field: country, is: AT}, value: none}
              expires: P14D
              budget: {count: 100, amount: 1000}
              oncePer: P90D
              marginFloor: {of: attributes.margin, atLeast: 3}
              whenExhausted: skip

            """ + Touch("first", Guarded)).Touches[0].Offer!;

        Assert.Equal(("spring", "BACK-##########", new OfferValue { Percent = 10, UpTo = 20, Currency = "EUR" }), (offer.Id, offer.Pattern, offer.Value));
        Assert.Equal([new OfferValue { Amount = 5, Currency = "EUR" }, null], offer.Tiers.Select(tier => tier.Value));
        Assert.Equal((Threshold.Days(14), new(100, 1000), Threshold.Days(90)), (offer.Expires, offer.Budget!, offer.OncePer));
        Assert.Equal((new("attributes.margin", 3), WhenExhausted.Skip, false), (offer.MarginFloor!, offer.WhenExhausted, offer.IsCertain));
    }

    [Fact]
    public void Read_MarginOfAnItem_NeedsACatalogueAndKeepsWhichItemTheEventNames()
    {
        const string offer = "offer: {id: spring, code: pool, value: {percent: 10}, marginFloor: {of: item.margin, atLeast: 2}}\n";
        const string shelf = "catalogue: [{id: tin, title: A tin, price: 12, currency: EUR, margin: 4}]\n";

        Assert.Equal("\"item.margin\"", Assert.Single(CampaignFile.Read("win.yaml", Head + offer + Touch("first", Guarded)).Errors).Found);
        var campaign = CampaignFileTests.Valid(Head + shelf + offer + Touch("first", Guarded));
        Assert.Equal((4m, new MarginFloor("item.margin", 2)), (campaign.Catalogue[0].Margin!.Value, campaign.Touches[0].Offer!.MarginFloor!));
        var triggered = Head.Replace("lapse: {after: P30D, since: purchase}", "on: {event: cart_updated}", StringComparison.Ordinal);
        Assert.Equal(["item"], CampaignFileTests.Valid(triggered + shelf + offer + Touch("first", Guarded)).On!.Keep);
    }

    [Fact]
    public void Read_OfferOfTheCampaign_IsForTouchesThatSpeakOfIt()
    {
        var touches = CampaignFileTests.Valid(Head + Offer + Touch("first", "Hello") + More("second", Guarded)).Touches;
        Assert.Equal([null, "spring"], touches.Select(touch => touch.OfferTo(null)?.Id));
    }

    [Fact]
    public void OfferTo_VariantThatDoesNotSpeakOfIt_GetsNone()
    {
        var touch = CampaignFileTests.Valid(
            Head + Offer + "variants: [{id: a, weight: 1}, {id: b, weight: 1}]\n" + Touch("first", Guarded) + "    variants: {b: {push: {body: Hello}}}\n").Touches[0];

        Assert.Equal(["spring", "spring", null], new[] { null, "a", "b" }.Select(variant => touch.OfferTo(variant)?.Id));
    }

    [Fact]
    public void Read_OfferThatIsAlwaysThere_NeedsNoBlockAround() => CampaignFileTests.Valid(
        Head + "offer: {id: spring, code: pool, value: {percent: 10}, whenExhausted: skip}\n" + Touch("first", "Take {{offer.code}}"));

    [Theory]
    [InlineData("", "Take {{offer.code}}", "{{offer.code}}, the touch has no offer")]
    [InlineData("", "{{#if offer}}x{{/if}}", "{{#if offer}}, the touch has no offer")]
    [InlineData(Offer, "Take {{offer.code}}", "{{offer.code}}, where there may be no offer")]
    [InlineData(Offer, "{{#if offer}}x{{else}}{{offer.code}}{{/if}}", "{{offer.code}}, where there may be no offer")]
    [InlineData(Offer, "{{#unless offer}}{{offer.code}}{{/unless}}", "{{offer.code}}, where there may be no offer")]
    [InlineData(Offer, "Hello", "an offer that no text speaks of")]
    [InlineData(Offer, "{{#if offer}}{{offer.cdoe}}{{/if}}", "the variable offer.cdoe")]
    [InlineData(Offer, "{{#if offer}}{{offer}}{{/if}}", "{{offer}}")]
    [InlineData("offer: {id: spring, code: spring, value: {percent: 10}}\n", Guarded, "\"spring\"")]
    [InlineData("offer: {id: spring, code: SHORT-#########, value: {percent: 10}}\n", Guarded, "\"SHORT-#########\"")]   // 9: 45 bits can be guessed
    [InlineData("offer: {id: spring, code: pool, value: {amount: 5}}\n", Guarded, "a sum without a currency")]
    [InlineData("offer: {id: spring, code: pool, value: {amount: 5, percent: 5}}\n", Guarded, "percent and amount")]
    [InlineData("offer: {id: spring, code: pool, value: {percent: 101}}\n", Guarded, "\"101\"")]
    [InlineData("offer: {id: spring, code: pool, value: {percent: 10}, budget: {amount: 5}}\n", Guarded, "an amount, with a percentage that may cost anything")]
    [InlineData("offer: {id: spring, code: pool, value: {amount: 1, currency: EUR}, tiers: [{when: {field: country, is: US}, value: {amount: 1, currency: USD}}]}\n", Guarded, "EUR and USD")]
    [InlineData("offer: {id: spring, code: pool, value: {percent: 10}, marginFloor: {of: margin, atLeast: 1}}\n", Guarded, "\"margin\"")]
    public void Read_OfferThatMayNotBe_IsRefused(string offer, string body, string found) =>
        Assert.Equal(found, Assert.Single(CampaignFile.Read("win.yaml", Head + offer + Touch("first", body)).Errors).Found);

    [Theory]
    [InlineData("offer: none", Guarded, "{{#if offer}}, the touch has no offer", 3)]
    [InlineData("offer: {id: other, code: pool, value: {percent: 5}}", "Hello", "an offer that no text speaks of", 1)]
    [InlineData("offer: {id: spring, code: pool, value: {percent: 5}}", Guarded, "the offer \"spring\" a second time", 1)]
    public void Read_OfferOfATouchThatMayNotBe_IsRefused(string offer, string body, string found, int errors)
    {
        var read = CampaignFile.Read("win.yaml", Head + Offer + Touch("first", Guarded) + More("second", body) + $"    {offer}\n").Errors;
        Assert.Equal((found, errors), (read[0].Found, read.Count));
    }

    [Fact]
    public void Read_ValueOfATierThatIsNone_IsToldNoneAmongWhatIsAllowed() => Assert.Equal(
        "the keys percent, amount, upTo, currency, or none",
        Assert.Single(CampaignFile.Read("win.yaml", Head + "offer: {id: spring, code: pool, value: {percent: 5}, tiers: [{when: {field: country, is: US}, value: nothing}]}\n" + Touch("first", Guarded)).Errors).Allowed);

    [Fact]
    public void Read_OfferWithErrors_IsNotMissedAsWell() => Assert.Single(
        CampaignFile.Read("win.yaml", Head + "offer: {id: spring, code: pool}\n" + Touch("first", Guarded)).Errors);

    private static string Touch(string id, string body) => "touches:\n" + More(id, body, "PT1H");

    private static string More(string id, string body, string delay = "P2D") =>
        $$"""
          - id: {{id}}
            delay: {{delay}}
            channels: [push]
            push: {title: T, body: '{{body}}'}

        """;
}
