using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>What <c>why</c>, <c>lapsed</c> and the audit say of lapse rules with several numbers, and of entering by an event.</summary>
public sealed class TriggerReportingTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly Campaign Cart = Given.Campaign() with
    {
        Lapse = null,
        On = new("cart_updated", Given.Threshold("PT1H"), ["purchase"]) { Keep = ["item"] },
        Touches = [Given.Touch("first", "PT0H") with { Templates = new Dictionary<Channel, Template> { [Channel.Email] = new("Your {{trigger.item}}", null, "It waits: {{trigger.item}}", null) } }],
    };

    private static readonly Campaign Quiet = Given.Campaign() with
    {
        Lapse = new(LapseJoin.All, [new(Threshold.Days(30), ["purchase"]) { Rhythm = new() }, new(Threshold.Days(10), ["app_opened"])]),
    };

    [Fact]
    public async Task Why_EnteredByAnEvent_SaysWhichAndWhen_AndTheMessageShowsItsProperties()
    {
        var world = await CartAsync();
        await world.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(
            "cart_updated 2026-11-24 12:00:00Z and no purchase since, so PT1H after it were reached 2026-11-24 13:00:00Z",
            (await world.Why.ReadAsync("anna", "replenish")).Enrolments[0].LapsedBecause);
        await foreach (var sent in world.Outbox.ReadAsync(DateOnly.FromDateTime(Noon.UtcDateTime), DateOnly.FromDateTime(Noon.UtcDateTime)))
            Assert.Equal("Your Kettle <b>", sent.Message.Content.Subject);
        Assert.Empty((await world.Audit.ReadAsync()).Violations);
    }

    [Fact]
    public async Task Why_NotEnteredByAnEvent_SaysWhatItWaitsForOrWhatStoodInTheWay()
    {
        var world = new ReportingWorld(Cart);
        await world.BuysAsync("anna");
        Assert.StartsWith("no cart_updated that the campaign takes has come", await ReasonAsync(world), StringComparison.Ordinal);
        await world.HearAsync(Given.Event("cart_updated", world.Now.AddMinutes(1)));
        Assert.Equal("not yet: cart_updated 2026-11-24 12:01:00Z, enters 2026-11-24 13:01:00Z unless purchase happens", await ReasonAsync(world));
        await world.HearAsync(Given.Purchase(world.Now.AddMinutes(2), "bought"));
        Assert.Equal("purchase followed the event", await ReasonAsync(world));
        await world.HearAsync(Given.Event("cart_updated", world.Now.AddMinutes(3), "more"));
        world.Clock.SetUtcNow(Noon.AddDays(9));
        Assert.Equal("cart_updated 2026-11-24 12:03:00Z, longer ago than the campaign reaches back, which was until 2026-11-27 13:03:00Z", await ReasonAsync(world));
    }

    [Fact]
    public async Task Why_SeveralSilences_SaysEachWithItsNumbersAndWhereTheyComeFrom()
    {
        var world = await QuietAsync();
        Assert.Equal(
            "not lapsed: last purchase or app_opened 2026-11-24 12:00:00Z (no purchase since 2026-11-20 12:00:00Z: P9D (their own rhythm: 90 % of their last 4 gaps were at most 6 days, times 1.5) "
            + "is reached 2026-11-29 12:00:00Z; and no app_opened since 2026-11-24 12:00:00Z: P10D is reached 2026-12-04 12:00:00Z), lapses 2026-12-04 12:00:00Z unless something happens",
            await ReasonAsync(world));

        await world.AdvanceDaysAsync(10);
        const string because = "no purchase since 2026-11-20 12:00:00Z, so P9D (their own rhythm: 90 % of their last 4 gaps were at most 6 days, times 1.5) of silence were reached 2026-11-29 12:00:00Z; "
            + "and no app_opened since 2026-11-24 12:00:00Z, so P10D of silence were reached 2026-12-04 12:00:00Z";
        Assert.Equal(because, (await world.Why.ReadAsync("anna", "replenish")).Enrolments[0].LapsedBecause);

        // Numbers of the moment: what comes later changes the rhythm, not the answer.
        await world.HearAsync(Given.Purchase(world.Now.AddMinutes(1), "back"));
        Assert.Equal(because, (await world.Why.ReadAsync("anna", "replenish")).Enrolments[0].LapsedBecause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Audit_SentThoughSomethingMadeTheEventIdle_IsBroken(bool idle)
    {
        var world = await CartAsync();
        await world.AdvanceAsync(TimeSpan.FromHours(2));
        await world.HearAsync(Given.Purchase(idle ? Noon.AddMinutes(30) : Noon.AddMinutes(-1), "late"));
        world.Clock.SetUtcNow(world.Now.AddMinutes(1));
        await world.PlantDepartureAsync("anna", "first");

        Assert.Equal(idle, (await world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Count > 0);
    }

    [Fact]
    public async Task Audit_SentThoughOneOfSeveralSilencesIsDisproved_IsBroken()
    {
        var world = await QuietAsync();
        await world.AdvanceDaysAsync(10);
        await world.HearAsync(Given.Event("app_opened", Noon.AddDays(9), "late"));
        Assert.Equal(EnrolmentStatus.Void, Assert.Single(await world.People.EnrolmentsAsync("anna")).Status);
        Assert.Empty((await world.Audit.ReadAsync()).Violations);
        world.Clock.SetUtcNow(world.Now.AddMinutes(1));
        await world.PlantDepartureAsync("anna", "reminder");

        Assert.Contains("shows that there was no lapse", (await world.BrokenAsync(Promise.NoContactAfterReturnOrStop))[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WaitingForAnEventToBeLongEnoughAgo_NeedsItsCheck()
    {
        var world = await CartAsync();
        Assert.Empty((await world.Audit.ReadAsync()).Violations);
        await world.PlantAsync("anna", user => user with { NextCheck = null });

        Assert.Contains("needs a check by 2026-11-24 13:00:00Z", Assert.Single(await world.BrokenAsync(Promise.OneLiveDueRow)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapsed_ByAnEvent_IsToldFromHistoryAtAnyInstant()
    {
        var world = await CartAsync();
        await world.AdvanceAsync(TimeSpan.FromHours(3));   // entered, and so no longer waiting

        Assert.Empty(await ListAsync(world, Cart, Noon.AddMinutes(59)));
        Assert.Equal(("anna", Noon.AddHours(1)), Assert.Single(await ListAsync(world, Cart, Noon.AddMinutes(60))) is var anna ? (anna.UserId, anna.LapsedAt) : default);
        await world.HearAsync(Given.Purchase(Noon.AddMinutes(90), "bought"));
        Assert.Empty(await ListAsync(world, Cart, Noon.AddMinutes(91)));
    }

    [Fact]
    public async Task Lapsed_EventThatCameWhileTheCampaignWasPaused_DoesNotEnter()
    {
        var world = new ReportingWorld(Cart with { Status = CampaignStatus.Paused });
        await world.HearAsync(Given.Reachable(Noon), Given.Event("cart_updated", Noon));
        world.Campaigns.Set = new(2, [Cart with { PublishedAt = Noon }], []);
        await world.AdvanceAsync(TimeSpan.FromHours(3));
        await world.HearAsync(Given.Event("app_opened", world.Now));

        Assert.Empty((await world.People.FindAsync("anna"))!.Open);
        Assert.Contains("since it is active", await ReasonAsync(world), StringComparison.Ordinal);
        foreach (var asOf in new[] { Noon.AddHours(2), world.Now })   // before she did something more, and now
        {
            var anna = Assert.Single(await ListAsync(world, Cart, asOf));
            Assert.False(anna.WouldEnter);
            Assert.EndsWith("; does not enter: the campaign was not active when the cart_updated came", anna.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("replenish")]   // taken, and waits in the row
    [InlineData("draft")]       // not published: a rehearsal, so nothing can have been taken
    public async Task Lapsed_EventThatWaitsOrCouldNotBeTaken_WouldEnter(string campaign)
    {
        var world = await CartAsync();

        Assert.True(Assert.Single(await ListAsync(world, Cart with { Id = campaign }, Noon.AddHours(1))).WouldEnter);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 0)]   // the enrolment is closed by then
    public async Task Lapsed_BeforeTheScanThatEnteredThem_WouldEnter(int daysSince, int open)
    {
        var world = await CartAsync();
        world.Clock.SetUtcNow(Noon.AddHours(3));
        await world.ScanAsync();
        await world.AdvanceDaysAsync(daysSince);

        Assert.Equal(open, (await world.People.FindAsync("anna"))!.Open.Count);
        Assert.True(Assert.Single(await ListAsync(world, Cart, Noon.AddHours(2))).WouldEnter);
    }

    private static async Task<List<LapsedUser>> ListAsync(ReportingWorld world, Campaign campaign, DateTimeOffset asOf)
    {
        List<LapsedUser> found = [];
        await foreach (var user in world.Lapsed.ReadAsync(campaign, asOf))
            found.Add(user);
        return found;
    }

    private static async Task<string> ReasonAsync(ReportingWorld world) => (await world.Why.ReadAsync("anna", "replenish")).NotEntered!.Reason;

    private static async Task<ReportingWorld> CartAsync()
    {
        var world = new ReportingWorld(Cart);
        await world.HearAsync(Given.Reachable(Noon), Given.Event("cart_updated", Noon) with { Properties = JsonSerializer.SerializeToElement(new { item = "Kettle\n<b>", other = "x" }) });
        return world;
    }

    private static async Task<ReportingWorld> QuietAsync()
    {
        var world = new ReportingWorld(Quiet);
        await world.HearAsync(
            [Given.Reachable(Noon), Given.Event("app_opened", Noon), .. Enumerable.Range(0, 5).Select(i => Given.Purchase(Noon.AddDays(-4 - 6 * i), $"o{i}"))]);
        return world;
    }
}
