using NodaTime;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>What a person and a marketer are promised, from the event that comes in to the outcome that is counted.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task Lapse_NobodyComesBack_TouchesGoOutInOrderAndTheOutcomeIsWrittenAtTheClose()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(29, 23);
        Assert.Empty(await app.People.EnrolmentsAsync("anna"));

        await app.UntilAsync(30);
        Assert.Equal((Day(30), Day(44), EnrolmentStatus.Running), await app.EnrolmentAsync("anna") is var entered ? (entered.LapsedAt, entered.WindowEnds, entered.Status) : default);
        Assert.Equal(["day 30 09:00 again:first push"], await app.SentAsync("anna"));

        await app.UntilAsync(43, 23);
        Assert.Equal(["day 30 09:00 again:first push", "day 37 09:00 again:second email"], await app.SentAsync("anna"));
        Assert.Equal("completed", await app.EndOfSequenceAsync("anna"));
        Assert.Null((await app.EnrolmentAsync("anna")).Outcome);

        await app.UntilAsync(44);
        Assert.Equal(new Outcome(null, null, 0), (await app.EnrolmentAsync("anna")).Outcome);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Return_BetweenTwoTouches_EndsTheSequenceAtOnceAndIsTheOutcome()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(32);
        await app.BuysAsync("anna", 32, 25);

        Assert.Equal("returned", await app.EndOfSequenceAsync("anna"));   // no time has passed
        await app.UntilAsync(45);
        Assert.Equal(["day 30 09:00 again:first push"], await app.SentAsync("anna"));
        var enrolment = await app.EnrolmentAsync("anna");
        Assert.Equal((EnrolmentStatus.Returned, new Outcome(Day(32), Day(32), 25)), (enrolment.Status, enrolment.Outcome));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Return_ToACampaignThatWelcomesBack_BringsThatMessageAndNoOther()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With("welcomeBack: {delay: P1D, channels: [email], email: {subject: Thank you, body: Thank you}}"));
        await app.BuysReachableAsync("anna");
        await app.BuysReachableAsync("bert");
        await app.UntilAsync(32);
        await app.BuysAsync("anna", 32, 25);          // while her sequence runs
        Assert.Equal("returned", await app.EndOfSequenceAsync("anna"));
        await app.UntilAsync(38);
        await app.BuysAsync("bert", 38, 25);          // after his ended
        await app.UntilAsync(45);

        Assert.Equal(["day 30 09:00 again:first push", "day 33 09:00 again:welcome-back email"], await app.SentAsync("anna"));
        Assert.Equal(["day 30 09:00 again:first push", "day 37 09:00 again:second email", "day 39 09:00 again:welcome-back email"], await app.SentAsync("bert"));
        Assert.Equal((EnrolmentStatus.Returned, new Outcome(Day(32), Day(32), 25)), await app.EnrolmentAsync("anna") is var enrolment ? (enrolment.Status, enrolment.Outcome) : default);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Return_AndARefund_LeavesTheNetRevenue()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(35);
        await app.BuysAsync("anna", 32, 25);
        await app.BuysAsync("anna", 33, -10);
        await app.UntilAsync(45);

        Assert.Equal(new Outcome(Day(32), Day(32), 15), (await app.EnrolmentAsync("anna")).Outcome);
    }

    [Fact]
    public async Task OptOut_BetweenTwoTouches_StopsTheRest()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(32);
        await app.SaysAsync("anna", given: false, 32);

        Assert.Equal("optedOut", await app.EndOfSequenceAsync("anna"));
        await app.UntilAsync(45);
        Assert.Equal(["day 30 09:00 again:first push"], await app.SentAsync("anna"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Consent_NewerThanTheOptOut_ResubscribesOnlyFromATrustedSource()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.BuysReachableAsync("ben");
        await app.BuysReachableAsync("carl");
        await app.UntilAsync(20);
        foreach (var user in new[] { "anna", "ben", "carl" })
            await app.SaysAsync(user, given: false, 20);
        await app.UntilAsync(25);
        await app.SaysAsync("anna", given: true, 25);
        Assert.Equal(1, await app.SaysPubliclyAsync("ben", given: true, 25));
        await app.SaysAsync("carl", given: true, 19);   // older than the opt-out: a page that was still open
        await app.UntilAsync(45);

        Assert.Equal(["day 30 09:00 again:first push", "day 37 09:00 again:second email"], await app.SentAsync("anna"));
        Assert.Empty(await app.SentAsync("ben"));
        Assert.Empty(await app.SentAsync("carl"));
        Assert.Equal(["first Skipped", "second Skipped"], await app.LedgerAsync("ben"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Holdout_GetsNothingAndLeavesGhosts()
    {
        var (held, treated) = (User(heldOut: true), User(heldOut: false));
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await app.BuysReachableAsync(held);
        await app.BuysReachableAsync(treated);
        await app.UntilAsync(45);

        Assert.Empty(await app.SentAsync(held));
        Assert.Equal(["first push Ghost", "second email Ghost"], await app.LedgerAsync(held));
        Assert.Equal(["first push Accepted", "second email Accepted"], await app.LedgerAsync(treated));
        Assert.Equal((Arm.Holdout, 0.5), await app.EnrolmentAsync(held) is var enrolment ? (enrolment.Arm, enrolment.Probability) : default);
        Assert.NotNull(enrolment.Outcome);
        await app.AssertKeptAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]   // both arms alike
    public async Task LateEvent_ThatDisprovesTheLapse_MakesTheEnrolmentVoid(bool heldOut)
    {
        var user = User(heldOut);
        await using var app = await OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        await app.BuysReachableAsync(user);
        await app.UntilAsync(31);
        await app.BuysAsync(user, day: 10);

        Assert.Equal(EnrolmentStatus.Void, (await app.EnrolmentAsync(user)).Status);
        Assert.NotNull(await app.EndOfSequenceAsync(user));
        await app.UntilAsync(39);
        Assert.Equal(heldOut ? 0 : 1, (await app.SentAsync(user)).Count);
        Assert.Null((await app.EnrolmentAsync(user)).Outcome);

        await app.UntilAsync(40);   // the lapse counted from the late event
        Assert.Equal(Day(40), (await app.EnrolmentAsync(user, episode: 2)).LapsedAt);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Lapse_ForTheSecondTime_IsEpisodeTwo()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(32);
        await app.BuysAsync("anna", 32);
        await app.UntilAsync(62);

        Assert.Equal((Day(62), EnrolmentStatus.Running), await app.EnrolmentAsync("anna", episode: 2) is var second ? (second.EnrolledAt, second.Status) : default);
        Assert.Equal(["day 30 09:00 again:first push", "day 62 09:00 again:first push"], await app.SentAsync("anna"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task QuietHours_HoldUntilMorningInThePersonsZone()
    {
        await using var app = await OpenAsync(null, FlowCampaign.With("quietHours: {from: \"21:00\", to: \"08:00\", spread: PT1H}"));
        await app.BuysReachableAsync("anna", zone: "America/Los_Angeles");   // one at night there, two after the clocks are set forward
        await app.BuysReachableAsync("ben", zone: "Europe/Berlin");
        await app.UntilAsync(45);

        var zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
        var anna = await app.OutboxAsync("anna");
        Assert.Equal(2, anna.Count);
        Assert.All(anna, entry => Assert.Equal(8, Instant.FromDateTimeOffset(entry.At).InZone(zone).Hour));
        Assert.Equal(["day 30 08:00 again:first push", "day 37 08:00 again:second email"], await app.SentAsync("ben"));   // ten by his clock, before and after it is set forward
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Cap_AcrossTwoCampaigns_LetsOneThroughAndHoldsTheOther()
    {
        const string OnePerTwoDays = "caps: [{max: 1, per: P2D}]";
        await using var app = await OpenAsync(
            null, FlowCampaign.With(OnePerTwoDays + "\npriority: 1"), FlowCampaign.With(OnePerTwoDays, id: "other"));
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(45);

        var sent = await app.OutboxAsync("anna");
        Assert.Equal(["again:first", "other:first", "again:second", "other:second"], sent.Select(each => $"{each.Message.Campaign}:{each.Message.Touch}"));
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromDays(2)));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Pause_HoldsTheTouchAndResumeSendsIt()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(31);
        await app.SetStatusAsync("again", "paused");
        await app.UntilAsync(38);
        Assert.Equal(["first push Accepted", "second Held"], await app.LedgerAsync("anna"));

        await app.SetStatusAsync("again", "active");
        await app.UntilAsync(39);
        Assert.Equal(["first push", "second email"], (await app.OutboxAsync("anna")).Select(each => $"{each.Message.Touch} {AttemptKey.Name(each.Message.Channel)}"));
        Assert.InRange((await app.OutboxAsync("anna"))[1].At, Day(38), Day(39));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Archive_EndsTheSequenceAndSendsNoMore()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(31);
        await app.SetStatusAsync("again", "archived");
        await app.UntilAsync(45);

        Assert.Equal("cancelled", await app.EndOfSequenceAsync("anna"));
        Assert.Equal(["day 30 09:00 again:first push"], await app.SentAsync("anna"));
        Assert.Equal(EnrolmentStatus.Cancelled, (await app.EnrolmentAsync("anna")).Status);
        await app.AssertKeptAsync();
    }

    private static string User(bool heldOut) =>
        Enumerable.Range(1, 100).Select(number => $"user-{number}").First(id => ArmAssignment.IsHeldOut("again", id, 0.5) == heldOut);
}
