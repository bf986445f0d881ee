using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Core.Tests.Sending.AnOffer;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>A touch with an offer, from the judgement to the code that was used.</summary>
public sealed class OfferTouchTests
{
    [Fact]
    public void Claim_WithACodeSetAside_KeepsItInTheRowOnceAndTheAttemptCarriesIt()
    {
        var change = Claim(Enrolled(With(Spring)), Spring);

        var grant = Assert.Single(change.User.Offers);
        Assert.Equal(("spring", "CODE-1", "t1", Noon, (DateTimeOffset?)Noon.AddDays(5), null), (grant.Offer, grant.Code, grant.Touch, grant.At, grant.ExpiresAt, grant.GivenAt));
        Assert.Equal("spring", change.User.Open[0].Attempt!.Offer);
        Assert.Contains(change.User.Open[0].Attempt!.Findings, finding => finding is { Rule: "offer", Passed: true, Detail: "spring: 5 EUR, a code of their own" });
        Assert.Equal(new Effect.KeepOffer("spring", Place), Assert.Single(change.Effects));
    }

    [Fact]
    public void Claim_OfferNotAskedFor_ClaimsNothing()
    {
        var change = Change(Enrolled(With(Spring)));

        Assert.IsType<Verdict.Send>(AttemptProtocol.Claim(change, Question(With(Spring)), Channel.Push));
        Assert.False(change.IsChanged);
        AttemptProtocol.Claim(change, Question(With(Spring)) with { Offer = new OfferAnswer.Reserved("another", "CODE-2", Place) }, Channel.Push);
        Assert.False(change.IsChanged);
    }

    [Theory]
    [InlineData(WhenExhausted.WithoutOffer, "spring: without; no code is left")]
    [InlineData(WhenExhausted.Skip, "spring: no code is left")]
    public void Claim_Exhausted_DoesWhatTheCampaignSays(WhenExhausted when, string detail)
    {
        var offer = Spring with { WhenExhausted = when };
        var change = Change(Enrolled(With(offer)));

        var verdict = AttemptProtocol.Claim(change, Question(With(offer)) with { Offer = new OfferAnswer.Exhausted("spring", "no code is left") }, Channel.Push);

        Assert.Equal(when == WhenExhausted.Skip ? typeof(Verdict.Skip) : typeof(Verdict.Send), verdict.GetType());
        Assert.Equal(("offer", when != WhenExhausted.Skip, detail), (verdict.Findings[^1].Rule, verdict.Findings[^1].Passed, verdict.Findings[^1].Detail));
        Assert.Empty(change.User.Offers);
        Assert.Null(change.User.Open[0].Attempt?.Offer);
        Assert.Equal(when == WhenExhausted.Skip ? 1 : 0, change.User.Open[0].Touch);
    }

    [Fact]
    public void Claim_HeldOut_IsAGhostThatTakesNothing()
    {
        var campaign = With(Spring) with { Holdout = new(1) };
        var change = Change(Enrolled(campaign));

        var verdict = AttemptProtocol.Claim(change, Question(campaign) with { Offer = new OfferAnswer.Available("spring") }, token: null);

        Assert.IsType<Verdict.Ghost>(verdict);
        Assert.Equal("spring: 5 EUR", verdict.Findings[^1].Detail);
        Assert.Empty(change.User.Offers);
        Assert.DoesNotContain(change.Effects, effect => effect is Effect.KeepOffer);
    }

    [Fact]
    public void Claim_HeldOutAndExhausted_IsSkippedAsTheOthersAre()
    {
        var campaign = With(Spring with { WhenExhausted = WhenExhausted.Skip }) with { Holdout = new(1) };
        Assert.IsType<Verdict.Skip>(AttemptProtocol.Claim(Change(Enrolled(campaign)), Question(campaign) with { Offer = new OfferAnswer.Exhausted("spring", "none") }, token: null));
    }

    [Fact]
    public void RecordAnswer_Accepted_GivesTheCodeOnceHoweverManyTouchesSayIt()
    {
        var first = Answer(Sending(Claim(Enrolled(With(Spring)), Spring).User, Noon), Noon, new SendResult.Accepted("p-1"));
        var given = Assert.IsType<Effect.AppendFact>(first.Effects[0]).Fact;
        Assert.Equal((FactKind.OfferGiven, "spring", (decimal?)5, "EUR", "t1"), (given.Kind, given.Offer, given.Amount, given.Currency, given.Touch));

        var later = Noon.AddDays(3);
        var second = Change(first.User, later);
        AttemptProtocol.Claim(second, Question(With(Spring)), Channel.Push);       // nothing to ask for: the person has a code
        Assert.Equal(("spring", 1), (second.User.Open[0].Attempt!.Offer, second.User.Offers.Count));
        var answered = Answer(Sending(second.User, later), later, new SendResult.Accepted("p-2"));
        Assert.DoesNotContain(answered.Effects, effect => effect is Effect.AppendFact { Fact.Kind: FactKind.OfferGiven });
    }

    [Fact]
    public void RecordAnswer_RefusedForGood_KeepsTheCodeForTheNextChannel()
    {
        var refused = Answer(Sending(Claim(Enrolled(With(Spring)), Spring).User, Noon), Noon, new SendResult.RefusedForGood("no", Suppress: false)).User;
        var change = Change(refused);

        AttemptProtocol.Claim(change, Question(With(Spring)), Channel.Sms);

        Assert.Equal((Channel.Sms, "spring"), (change.User.Open[0].Attempt!.Channel, change.User.Open[0].Attempt!.Offer));
        Assert.Null(Assert.Single(change.User.Offers).GivenAt);
    }

    [Fact]
    public void Claim_CodeExpired_GoesOutWithout()
    {
        var user = Answer(Sending(Claim(Enrolled(With(Spring with { Expires = Threshold.Days(2) })), Spring with { Expires = Threshold.Days(2) }).User, Noon), Noon, new SendResult.Accepted("p-1")).User;
        var change = Change(user, Noon.AddDays(3));

        AttemptProtocol.Claim(change, Question(With(Spring)), Channel.Push);

        Assert.Null(change.User.Open[0].Attempt!.Offer);
        Assert.StartsWith("spring: without; the code expired", change.User.Open[0].Attempt!.Findings[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(90, true)]   // exactly a period later
    public void Claim_HadOneInAnotherCampaign_GetsTheNextAPeriodLater(int days, bool gets)
    {
        var offer = Spring with { OncePer = Threshold.Days(90) };
        var user = Enrolled(With(offer)) with { Offers = [Old(Noon.AddDays(-days))] };

        var change = Claim(user, offer);

        Assert.Equal(gets ? 2 : 1, change.User.Offers.Count);
        Assert.NotNull(change.User.Open[0].Attempt);
    }

    [Theory]
    [InlineData("DE", 20)]
    [InlineData("AT", null)]
    [InlineData("FR", 5)]
    public void Claim_Tiers_TheFirstThatHoldsSaysTheWorth(string country, int? amount)
    {
        static Condition In(string country) => new Condition.Field("country", Comparison.Is, [FieldValue.Of(country)]);
        var offer = Spring with { Tiers = [new(In("DE"), new() { Amount = 20, Currency = "EUR" }), new(In("AT"), null)] };
        var user = Enrolled(With(offer));

        var change = Claim(user with { Profile = user.Profile with { Country = new(country, Noon) } }, offer);

        Assert.Equal(amount, (int?)change.User.Offers.SingleOrDefault()?.Value.Amount);
    }

    [Fact]
    public void Claim_ManyCodesOfOtherTimes_ForgetsTheOldestOnly()
    {
        var user = Enrolled(With(Spring)) with { Offers = [.. Enumerable.Range(0, OfferGrant.MostRemembered).Select(i => Old(Noon.AddDays(-300 + i)))] };

        var offers = Claim(user, Spring).User.Offers;

        Assert.Equal((OfferGrant.MostRemembered, Noon.AddDays(-299), "CODE-1"), (offers.Count, offers[0].At, offers[^1].Code));
    }

    [Fact]
    public void Leave_CodeThatNeverLeft_GoesBack()
    {
        var user = Claim(Enrolled(With(Spring)), Spring).User;
        var change = Change(user);

        AttemptProtocol.Leave(change, user.Open[0]);

        Assert.Empty(change.User.Offers);
        Assert.Contains(new Effect.ReturnOffer("spring", Place), change.Effects);
    }

    [Fact]
    public void Leave_CodeThatMayHaveLeft_IsGivenAndStays()
    {
        var user = Sending(Claim(Enrolled(With(Spring)), Spring).User, Noon);
        var change = Change(user);

        AttemptProtocol.Leave(change, user.Open[0]);

        Assert.Equal(Noon, Assert.Single(change.User.Offers).GivenAt);
        Assert.DoesNotContain(change.Effects, effect => effect is Effect.ReturnOffer);
    }

    [Fact]
    public void Render_ClaimedWithAnOffer_SaysTheCode()
    {
        var campaign = With(Spring);
        Assert.Equal("Text CODE-1, €5.00 until 2026-11-29", Body(Claim(Enrolled(campaign), Spring).User));
        Assert.Equal("Text", Body(Enrolled(campaign)));

        string Body(User user) => ((Rendering.Done)MessageRenderer.Render(campaign, campaign.Touches[0], Channel.Push, user, MessageFrame.None)).Message.Text;
    }

    [Theory]
    [InlineData("offer_redeemed", " code-1 ", null, 5.0)]
    [InlineData("purchase", "CODE-1", 3.0, 3.0)]
    [InlineData("purchase", "CODE-1", 300.0, 5.0)]   // never more than it is worth
    [InlineData("page_view", "CODE-1", null, null)]
    [InlineData("offer_redeemed", "CODE-2", null, null)]
    public void React_CodeUsed_IsAFactWithItsCost(string type, string code, double? discount, double? cost)
    {
        var user = Answer(Sending(Claim(Enrolled(With(Spring)), Spring).User, Noon), Noon, new SendResult.Accepted("p-1")).User;
        var properties = System.Text.Json.JsonSerializer.SerializeToElement(discount is null ? (object)new { code } : new { code, discount });
        var applied = Given.Event(type, Noon.AddDays(1)) with { Properties = properties };
        var change = Change(user, Noon.AddDays(1));
        var reaction = new OfferRedeemedReaction(ACampaign.Set(With(Spring)), new());

        reaction.React(change, user, applied);
        reaction.React(change, user, applied);      // once

        var facts = change.Effects.OfType<Effect.AppendFact>().Select(effect => effect.Fact).ToList();
        Assert.Equal(cost is null ? [] : [(FactKind.OfferRedeemed, (decimal?)cost, "EUR")], facts.Select(fact => (fact.Kind, fact.Amount, fact.Currency)));
    }

    [Theory]
    [InlineData(2.0, "USD", 1.84, 1.84)]     // what the shop took off, in the currency of the order: 0.92 each
    [InlineData(9.0, "USD", 5.0, 5.0)]       // more than the offer is worth
    [InlineData(2.0, "CHF", 5.0, 5.0)]       // nobody knows what that is, so the offer says
    public void React_CodeUsedInAnotherCurrency_CostsWhatItIsWorthInThatOfTheOffer(double discount, string currency, double amount, double cost)
    {
        var (fact, held) = Redeemed(Spring, discount, currency, new() { Rates = { ["USD"] = 0.92m } });
        Assert.Equal(((decimal?)amount, "EUR", (decimal?)cost), (fact.Amount, fact.Currency, held));
    }

    [Fact]
    public void React_OfferInAnotherCurrencyThanReports_CostsInThatOfReports()
    {
        var (fact, held) = Redeemed(Spring, 2, "EUR", new() { Currency = "JPY", Rates = { ["EUR"] = 163.35m } });
        Assert.Equal((2m, "EUR", 327m), (fact.Amount, fact.Currency, held));     // 326.70: the yen has no smaller unit

        (fact, held) = Redeemed(Spring, 2, "EUR", new() { Currency = "JPY" });
        Assert.Equal((2m, "EUR", null), (fact.Amount, fact.Currency, held));
    }

    private static (Fact Fact, decimal? Cost) Redeemed(Offer offer, double discount, string currency, MoneyOptions money)
    {
        var user = Answer(Sending(Claim(Enrolled(With(offer)), offer).User, Noon), Noon, new SendResult.Accepted("p-1")).User;
        var change = Change(user, Noon.AddDays(1));
        new OfferRedeemedReaction(ACampaign.Set(With(offer)), money).React(change, user, Given.Event("offer_redeemed", Noon.AddDays(1)) with
        {
            Currency = currency,
            Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { code = "CODE-1", discount }),
        });
        return (Assert.Single(change.Effects.OfType<Effect.AppendFact>()).Fact, Assert.Single(change.User.Offers).Cost);
    }

    [Fact]
    public void Cost_OfAPercentage_FollowsFromTheBasketUpToItsLimit()
    {
        var value = new OfferValue { Percent = 10, UpTo = 20, Currency = "EUR" };
        Assert.Equal([7.5m, 20m, 20m, 4m], [value.Cost(null, 75), value.Cost(null, 500), value.Cost(null, null), value.Cost(4, 75)]);
        Assert.Null(new OfferValue { Percent = 10 }.Cost(null, null));
    }

    private static User Sending(User user, DateTimeOffset now)
    {
        var change = Change(user, now);
        var attempt = user.Open[0].Attempt!;
        Assert.Equal(Beginning.Sending, AttemptProtocol.BeginSending(change, Question(With(Spring)), Reach.Addresses(user.Profile, attempt.Channel)));
        return change.User;
    }

    private static PersonChange Answer(User user, DateTimeOffset now, SendResult result)
    {
        var change = Change(user, now);
        AttemptProtocol.RecordAnswer(change, Question(With(Spring)), user.Open[0], result, []);
        return change;
    }

    private static OfferGrant Old(DateTimeOffset at) => new()
    {
        Offer = "spring",
        Campaign = "another",
        Version = 1,
        Episode = 1,
        Touch = "t",
        EnrolledAt = at,
        Code = "OLD",
        Value = Spring.Value,
        At = at,
        GivenAt = at,
        Place = Place,
    };
}
