using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Users;
using WinBack.TestKit;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Preview;

public sealed class ContentCheckTests
{
    public static TheoryData<string> Samples => [.. Repository.Files("campaigns", "*.yaml")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Warnings_OfASample_AreNone(string file) => Assert.Empty(ContentCheck.Warnings(CampaignFile.Read(file, Repository.Read(file)).Campaign!));

    [Fact]
    public void Sms_LongName_CostsMoreThanAShortOne() => Assert.Equal([new SmsCost("t1", "en", 1, 2)], ContentCheck.Sms(WithSms(new string('a', 140) + " {{name}}")));

    [Fact]
    public void Sms_OtherLanguage_IsCountedToo() => Assert.Equal(
        [("en", 1), ("de", 2)],
        ContentCheck.Sms(WithSms("Hello", ("de", new string('ä', 161)))).Select(cost => (cost.Language, cost.Longest)));

    [Theory]
    [InlineData(459, false)]        // three segments of 153
    [InlineData(460, true)]
    public void Warnings_TextMessageOfMoreThanThreeSegments_PointItOut(int length, bool isPointedOut) =>
        Assert.Equal(isPointedOut, ContentCheck.Warnings(WithSms(new string('a', length))).Any(warning => warning.Contains("takes up to 4 segments", StringComparison.Ordinal)));

    [Fact]
    public void Warnings_NothingToSayToWhoGaveNoName_PointItOut() => Assert.Equal(
        ["touch t1: nothing is sent by sms to people of whom only the address is known: the text is empty for this person"], ContentCheck.Warnings(WithSms("{{name}}")));

    [Fact]
    public void Warnings_TextOfAVariant_IsLookedAtAsWell()
    {
        var campaign = WithSms("Hello");
        var touch = campaign.Touches[0] with { Variants = new Dictionary<string, IReadOnlyDictionary<Channel, Template>> { ["b"] = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, new string('a', 460) + "{{name}}", null) } } };
        campaign = campaign with { Variants = [new("a", 1), new("b", 1)], Touches = [touch] };

        Assert.Equal([(null, 1), ("b", 4)], ContentCheck.Sms(campaign).Select(cost => (cost.Variant, cost.Longest)));
        Assert.StartsWith("touch t1, variant b: the text message in en takes up to 4 segments", Assert.Single(ContentCheck.Warnings(campaign)), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_TextThatIsEmptyWithoutTheOffer_PointItOut() => Assert.Equal(
        [
            "touch t1: nothing is sent by sms to everybody without the offer: the text is empty for this person",
            "touch t1: nothing is sent by sms to people of whom only the address is known without the offer: the text is empty for this person",
        ],
        ContentCheck.Warnings(Offering(new() { Id = "spring", Value = new() { Percent = 10 } })).Order(StringComparer.Ordinal));

    [Fact]
    public void Warnings_OfferThatIsAlwaysThere_IsNeverMissing() =>
        Assert.Empty(ContentCheck.Warnings(Offering(new() { Id = "spring", Value = new() { Percent = 10 }, WhenExhausted = WhenExhausted.Skip })));

    [Fact]
    public void Sms_WithTheOffer_CountsItsCode() =>
        Assert.Equal(2, Assert.Single(ContentCheck.Sms(Offering(new() { Id = "spring", Value = new() { Percent = 10 } }, new string('a', 155)))).Longest);

    [Fact]
    public void Warnings_WelcomeBack_IsLookedAtAsWell() => Assert.Equal(
        "touch welcome-back: nothing is sent by sms to people of whom only the address is known: the text is empty for this person",
        Assert.Single(ContentCheck.Warnings(WithSms("Hello") with { WelcomeBack = WithSms("{{name}}").Touches[0] with { Id = "welcome-back" } })));

    [Fact]
    public void Missing_AttributeOfAVariantOfTheWelcomeAndOfAMargin_IsMissed()
    {
        var campaign = WithSms("{{attributes.plain}}") with { WelcomeBack = WithSms("{{attributes.welcome}}").Touches[0] };
        var touch = campaign.Touches[0] with
        {
            Variants = new Dictionary<string, IReadOnlyDictionary<Channel, Template>> { ["b"] = WithSms("{{attributes.variant}}").Touches[0].Templates },
            Offer = new() { Id = "spring", Value = new() { Percent = 10 }, MarginFloor = new("attributes.margin", 1) },
        };

        var unsent = new UnsentAttributes(campaign with { Touches = [touch] });

        Assert.Equal(["margin", "plain", "variant", "welcome"], unsent.Missing);
    }

    private static Campaign Offering(Offer offer, string more = "")
    {
        var campaign = WithSms($"{more}{{{{#if offer}}}}Take {{{{offer.code}}}}{{{{/if}}}}");
        return campaign with { Touches = [campaign.Touches[0] with { Offer = offer }] };
    }

    [Fact]
    public void Find_MadeUpPerson_HasAttributesOfTheKindThatTheyAreUsedAs()
    {
        var attributes = SamplePeople.Find(
            SamplePeople.Typical, WithSms("{{date attributes.d}} {{money attributes.m attributes.c}} {{plural attributes.p one='#' other='#'}} {{attributes.t}}"), DateTimeOffset.UnixEpoch.AddYears(56))!.Profile.Attributes;

        Assert.StartsWith("20", attributes["d"].Value!.Value.Text, StringComparison.Ordinal);
        Assert.Equal((12.50m, "EUR", 3m, "t"), (attributes["m"].Value!.Value.Number, attributes["c"].Value!.Value.Text, attributes["p"].Value!.Value.Number, attributes["t"].Value!.Value.Text));
    }

    private static Campaign WithSms(string body, params (string Tag, string Body)[] locales)
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Sms);
        var template = new Template(null, null, body, null) { Locales = locales.ToDictionary(each => each.Tag, each => new Template(null, null, each.Body, null)) };
        return ACampaign.With(0) with { Touches = [touch with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = template } }] };
    }
}
