using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

public sealed class WhyTests
{
    private static readonly Campaign Replenish = Given.Campaign() with { Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")] };

    private readonly ReportingWorld _world = new(Replenish);

    [Fact]
    public async Task Why_Contacted_TellsArmLapseAndEveryRule()
    {
        await EnrolAsync();

        var why = await AskAsync();

        Assert.Null(why.NotEntered);
        var enrolment = Assert.Single(why.Enrolments);
        Assert.Equal((1, Arm.Treatment, 1.0, EnrolmentStatus.Running), (enrolment.Episode, enrolment.Arm, enrolment.Probability, enrolment.Status));
        Assert.StartsWith("no purchase since 2026-11-24 12:00:00Z", enrolment.LapsedBecause, StringComparison.Ordinal);
        Assert.Equal(["first", "second"], enrolment.Touches.Select(touch => touch.Touch));
        var sent = Assert.Single(enrolment.Touches[0].Decisions);
        Assert.Equal((AttemptState.Accepted, Channel.Email), (sent.State, sent.Channel));
        Assert.NotNull(sent.SendingAt);
        Assert.Contains(sent.Findings, finding => finding is { Rule: "consent", Passed: true });
        Assert.Null(enrolment.Touches[0].NotReached);
        Assert.Equal("next: planned 2026-12-31 12:00:00Z", enrolment.Touches[1].NotReached);
    }

    [Theory]
    [InlineData("returned", "the person returned before it (2026-12-24 13:00:00Z)")]
    [InlineData("stopped", "the person said stop on every channel before it")]
    public async Task Why_TouchNotReached_SaysWhatEndedTheSequence(string what, string reason)
    {
        await EnrolAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.HearAsync(what == "returned" ? Given.Purchase(_world.Now, "back") : Given.Consent(false, _world.Now, "stop"));
        await _world.AdvanceDaysAsync(1);

        Assert.Equal(reason, (await AskAsync()).Enrolments[0].Touches[1].NotReached);
        await _world.AdvanceDaysAsync(30);   // the same once the window has closed
        var closed = (await AskAsync()).Enrolments[0];
        Assert.Equal(reason, closed.Touches[1].NotReached);
        Assert.NotNull(closed.Outcome);
    }

    [Fact]
    public async Task Why_Unreachable_TellsTheSkippedTouchAndItsRule()
    {
        await _world.HearAsync(Given.Purchase(_world.Now));
        await _world.AdvanceDaysAsync(30);

        var decision = Assert.Single((await AskAsync()).Enrolments[0].Touches[0].Decisions);

        Assert.Equal((AttemptState.Skipped, "no channel is allowed"), (decision.State, decision.Reason));
        Assert.Contains(decision.Findings, finding => finding is { Rule: "reach", Passed: false });
    }

    [Fact]
    public async Task Why_PurchaseInTheWindowThatCameLate_TellsTheReturnAndThatItWasLearntLate()
    {
        await EnrolAsync();
        var bought = _world.Now.AddHours(1);
        await _world.AdvanceDaysAsync(30);
        Assert.Equal("did not come back", await OutcomeAsync());

        await _world.HearAsync(Given.Purchase(bought, "late", value: 35));

        Assert.Equal("came back on 2026-12-24 13:00, revenue 35.00 (learnt after the window closed)", await OutcomeAsync());
        Assert.Equal((new(null, null, 0), new Outcome(bought, bought, 35)), (await AskAsync()).Enrolments.Select(each => (each.OutcomeAtClose, each.Outcome)).Single());
    }

    [Fact]
    public async Task Why_RefundAfterTheClose_TellsWhatIsLeftAndWhatItWas()
    {
        await EnrolAsync();
        var bought = _world.Now.AddHours(1);
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.HearAsync(Given.Purchase(bought, "back", value: 35));
        await _world.AdvanceDaysAsync(30);
        Assert.Equal("came back on 2026-12-24 13:00, revenue 35.00", await OutcomeAsync());

        await _world.HearAsync(Given.Purchase(_world.Now, "refund", value: -15) with { Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { refundOf = "back" }) });

        Assert.Equal("came back on 2026-12-24 13:00, revenue 20.00 (corrected after the window closed; the revenue was 35.00 then)", await OutcomeAsync());
    }

    [Fact]
    public async Task Why_NotLapsed_SaysWhenAndNamesItsAsOf()
    {
        await _world.BuysAsync("anna");

        var why = await AskAsync();

        Assert.Equal(Given.Noon, why.NotEntered!.AsOf);
        Assert.Equal(
            "not lapsed: last purchase 2026-11-24 12:00:00Z, lapses 2026-12-24 12:00:00Z unless something happens", why.NotEntered.Reason);
        Assert.Equal(Given.Noon.AddDays(30), why.NotEntered.NextCheck);
    }

    [Theory]
    [InlineData("nobody", "replenish", "no event of this user was ever received")]
    [InlineData("anna", "unheard-of", "no campaign of this id was ever published")]
    public async Task Why_UnknownIds_AreAnsweredToo(string user, string campaign, string reason)
    {
        await _world.BuysAsync("anna");

        Assert.Equal(reason, (await _world.Why.ReadAsync(user, campaign)).NotEntered!.Reason);
    }

    [Fact]
    public async Task Why_OutsideTheAudience_NamesTheClauseAndNoValueOfTheUsers()
    {
        await _world.BuysAsync("anna");
        Publish(Replenish with { Audience = new Condition.Field("attributes.plan", Comparison.Is, [FieldValue.Of("premium")]) });
        _world.Clock.SetUtcNow(Given.Noon.AddDays(31));

        Assert.StartsWith("outside the audience: attributes.plan is", (await AskAsync()).NotEntered!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_OutsideTheAudienceByANumberOfOurs_NamesTheNumber()
    {
        await _world.BuysAsync("anna");
        Publish(Replenish with { Audience = new Condition.Field("activity.purchase.count", Comparison.AtLeast, [FieldValue.Of(2)]) { Within = 90 } });
        _world.Clock.SetUtcNow(Given.Noon.AddDays(31));

        var why = (await AskAsync()).NotEntered!;
        Assert.Equal(("outside the audience: activity.purchase.count within 90 days at least 2: 1", Given.Noon.AddDays(31)), (why.Reason, why.AsOf));
    }

    [Fact]
    public async Task Why_Excluded_NamesTheClauseAsARuleOfItsOwn()
    {
        await _world.BuysAsync("anna");
        Publish(Replenish with { ExcludeEverywhere = new Condition.Field("id", Comparison.In, [FieldValue.Of("anna"), FieldValue.Of("bert")]) });
        _world.Clock.SetUtcNow(Given.Noon.AddDays(31));

        Assert.Equal(new("exclude", false, "excluded from every campaign: id in a list of 2"), (await AskAsync()).NotEntered!.Findings[^1]);
    }

    [Fact]
    public async Task Scan_WindowThatComesTrueByTimeAlone_EntersWithinADay()
    {
        Publish(Replenish with { Audience = new Condition.Field("activity.purchase.count", Comparison.AtMost, [FieldValue.Of(1)]) { Within = 40 } });
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(5);
        await _world.HearAsync(Given.Purchase(_world.Now, "second"));

        await _world.AdvanceDaysAsync(34);   // lapsed on day 35, with two purchases in the window until day 40
        Assert.Equal("outside the audience: activity.purchase.count within 40 days at most 1: 2", (await AskAsync()).NotEntered!.Reason);
        await _world.AdvanceDaysAsync(2);
        Assert.Single((await AskAsync()).Enrolments);
    }

    [Fact]
    public async Task Why_PausedTooLongAgoAndCoolDown_AreToldApart()
    {
        await _world.BuysAsync("anna");
        Publish(Replenish with { Status = CampaignStatus.Paused });
        Assert.Equal("the campaign is Paused: it takes in nobody", (await AskAsync()).NotEntered!.Reason);

        Publish(Replenish with { CoolDown = Threshold.Days(90) });
        await _world.AdvanceDaysAsync(60);   // enrolled on day 30, closed on day 51
        Assert.Equal("nothing was done since the enrolment before", (await AskAsync()).NotEntered!.Reason);
        await _world.HearAsync(Given.Purchase(_world.Now, "back"));
        _world.Clock.SetUtcNow(_world.Now.AddDays(31));
        Assert.StartsWith("cool-down after the enrolment before, until 2027-04-14", (await AskAsync()).NotEntered!.Reason, StringComparison.Ordinal);
        _world.Clock.SetUtcNow(_world.Now.AddDays(200));
        Assert.Contains("longer than the campaign reaches back", (await AskAsync()).NotEntered!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_HoldsNoPersonalDataButTheIdAskedFor()
    {
        await EnrolAsync();

        Assert.DoesNotContain("example.com", System.Text.Json.JsonSerializer.Serialize(await AskAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyAll_TellsEachAsIfAskedForByName_EnteredFirstArchivedLast()
    {
        await EnrolAsync();
        Campaign[] more = [Replenish with { Id = "a-archived", Status = CampaignStatus.Archived }, Replenish with { Id = "b-paused", Status = CampaignStatus.Paused }];
        _world.Campaigns.Set = new(2, [.. more, Replenish], []);

        var all = await _world.Why.ReadAllAsync("anna");

        Assert.Equal(["replenish", "b-paused", "a-archived"], all.Campaigns.Select(each => each.Campaign));
        Assert.Equal(0, all.LeftOut);
        foreach (var each in all.Campaigns)
            Assert.Equivalent(await _world.Why.ReadAsync("anna", each.Campaign), each, strict: true);
    }

    [Fact]
    public async Task WhyAll_CampaignThatIsGoneFromTheSet_IsToldWhereThePersonWasInIt()
    {
        await EnrolAsync();
        _world.Campaigns.Set = new(2, [], []);

        Assert.Single(Assert.Single((await _world.Why.ReadAllAsync("anna")).Campaigns).Enrolments);
    }

    [Fact]
    public async Task WhyAll_MoreThanAnAnswerHolds_CountsWhatItLeavesOut()
    {
        await EnrolAsync();
        _world.Campaigns.Set = new(2, [.. Enumerable.Range(0, WhyReader.MostCampaigns + 2).Select(n => Replenish with { Id = $"c{n}" }), Replenish], []);

        var all = await _world.Why.ReadAllAsync("anna");

        Assert.Equal((WhyReader.MostCampaigns, 3), (all.Campaigns.Count, all.LeftOut));
        Assert.Equal("replenish", all.Campaigns[0].Campaign);
    }

    [Fact]
    public async Task Report_OfTheSameLife_CountsIt()
    {
        await EnrolAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.HearAsync(Given.Purchase(_world.Now, "back", value: 35));
        await _world.AdvanceDaysAsync(28);

        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        var treatment = (await _world.Report.ReadAsync("replenish", day, day.AddDays(100))).Funnel[0];

        Assert.Equal(new OutcomeSum(1, 1, 1, 35), treatment.Primary);
        Assert.Equal([new() { Touch = "first", Channel = Channel.Email, Accepted = 1 }], treatment.Touches);
    }

    private async Task EnrolAsync()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(30);
    }

    private async Task<string> OutcomeAsync() =>
        OutcomeText.Of((await AskAsync()).Enrolments[0], at => at.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private void Publish(Campaign campaign) => _world.Campaigns.Set = new(1, [campaign], []);

    private Task<WhyReport> AskAsync() => _world.Why.ReadAsync("anna", "replenish");
}
