using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>A clean world gives no violation; for each promise one that is planted past every rule is found and named.</summary>
public sealed class AuditTests
{
    internal static readonly Campaign Replenish = Given.Campaign() with
    {
        Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")],
        QuietHours = new(new(21, 0), new(8, 0), TimeSpan.FromMinutes(30)),
        Caps = [new(Channel.Email, 2, TimeSpan.FromDays(14))],
    };

    private readonly ReportingWorld _world = new(Replenish);

    [Fact]
    public async Task Audit_LivedThroughWithEverythingThatHappens_IsClean()
    {
        var world = new ReportingWorld(Replenish with { Holdout = new(.3, "audit") });
        var users = Enumerable.Range(0, 30).Select(i => $"user{i:D2}").ToArray();
        foreach (var user in users)
        {
            await world.BuysAsync(user);
            await world.AdvanceAsync(TimeSpan.FromMinutes(47));
        }

        await world.AdvanceDaysAsync(31);                                                                   // all are enrolled, the first touches have gone out
        await world.HearAsync(Given.Purchase(world.Now, "back", users[3]));                                 // a return
        await world.HearAsync(Given.Consent(false, world.Now, "stop", users[4]));                           // a stop
        await world.HearAsync(Given.Purchase(world.Now.AddDays(-20), "late", users[5]));                    // a lapse disproved
        await world.AdvanceDaysAsync(3);
        Assert.True((await world.Audit.ReadAsync()).IsClean);                                               // while sequences run
        await world.AdvanceDaysAsync(60);                                                                   // windows closed, a second lapse of those who returned
        var report = await world.Audit.ReadAsync();

        Assert.Empty(report.Violations);
        Assert.Equal(30, report.Users);
        Assert.InRange(report.Departures, 30, 50);
        Assert.All(report.Promises, promise => Assert.True(promise.Checked > 0, promise.Name));
    }

    [Fact]
    public async Task Promise1_SentAfterAReturn_IsFound()
    {
        await LapseAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.HearAsync(Given.Purchase(_world.Now, "back"));
        await _world.AdvanceDaysAsync(7);
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("after the return of", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise1_SentAfterARefund_BreaksNothing()
    {
        await LapseAsync();
        await _world.HearAsync(Given.Purchase(_world.Now.AddDays(-9), "late-refund", value: -5), Given.Purchase(_world.Now.AddHours(1), "refund", value: -5));
        await _world.AdvanceDaysAsync(8);

        Assert.Equal(2, (await _world.People.LedgerAsync("anna")).Count(row => row.State == AttemptState.Accepted));
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    [Fact]
    public async Task Promise1_SentAfterTheLapseWasDisproved_IsFound()
    {
        await LapseAsync();
        await _world.HearAsync(Given.Purchase(_world.Now.AddDays(-9), "late"));
        await _world.AdvanceDaysAsync(7);
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("there was no lapse", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise1_SentAfterAStop_IsFoundFromTheEventEvenIfRowAndSuppressionForgotIt()
    {
        await LapseAsync();
        await _world.HearAsync(Given.Consent(false, _world.Now, "stop"));
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "anna@example.com", "opt-out", _world.Now.AddSeconds(1), Lifted: true));
        await _world.PlantAsync("anna", user => user with { Profile = user.Profile with { Consents = new Dictionary<Channel, Consent>() } });
        await _world.AdvanceDaysAsync(7);
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("consent on email to marketing was withdrawn", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise1_SentToAnAddressSuppressedBefore_IsFound()
    {
        await LapseAsync();
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "anna@example.com", "bounce", _world.Now));
        await _world.AdvanceDaysAsync(7);
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("to an address suppressed since", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise1_StopReceivedAtTheInstantOfSending_CannotBeOrderedAndBreaksNothing()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(7);
        var sent = (await _world.People.LedgerAsync("anna")).Single(row => row.Touch == "second").SendingAt!.Value;
        await _world.HearAsync(Given.Consent(false, sent.AddMinutes(-1), "stop"));
        Assert.Empty(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop));   // said before, but heard after

        var partition = PeopleKeys.Partition("anna", ReportingWorld.Layout.PeopleShards);
        var stop = (await _world.People.EventsAsync("anna")).Single(each => each.Id == "stop");
        await ReceivedAtAsync(sent);
        Assert.Empty(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop));
        await ReceivedAtAsync(sent.AddTicks(-1));
        Assert.Single(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop));

        Task ReceivedAtAsync(DateTimeOffset at) => _world.PlantAsync(
            PeopleKeys.Table, partition,
            new RowChange.Upsert(PeopleKeys.Event("anna", "stop"), UserRows.Write(stop with { ReceivedAt = at }, UserRows.Default.StoredEvent)));
    }

    [Fact]
    public async Task Promise2_OneAttemptLeftTwice_IsFoundAndTheSecondIsNamed()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(1);
        await _world.PlantDepartureAsync("anna", "first", ledger: false);

        var broken = await OnlyAsync(Promise.NeverTwice);
        Assert.Equal("Outbox", broken.Table);
        Assert.StartsWith("20261225/20261225T120000", broken.Row, StringComparison.Ordinal);
        Assert.Contains("left again", broken.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise2_LeftWithoutALedgerRow_IsFound()
    {
        await LapseAsync();
        await _world.PlantDepartureAsync("anna", "second", ledger: false);

        Assert.Contains("left without a ledger row", Assert.Single(await _world.BrokenAsync(Promise.NeverTwice)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise2_LeftForAUserWithoutARow_IsFound()
    {
        await LapseAsync();
        await _world.PlantDepartureAsync("anna", "second");
        await _world.PlantAsync(PeopleKeys.Table, PeopleKeys.Partition("anna", ReportingWorld.Layout.PeopleShards), new RowChange.Delete(PeopleKeys.User("anna")));

        Assert.Equal(2, (await _world.BrokenAsync(Promise.NeverTwice)).Count);
    }

    [Fact]
    public async Task Promise3_SentToAHeldOutUser_IsFoundWhateverTheRowsSayOfTheArm()
    {
        var world = new ReportingWorld(Replenish with { Holdout = new(1, "all") });
        await world.BuysAsync("anna");
        await world.AdvanceDaysAsync(30);
        await world.PlantAsync("anna", user => user with { Open = [user.Open[0] with { Arm = Arm.Treatment }] });
        await world.AdvanceDaysAsync(7);

        var report = await world.Audit.ReadAsync();
        Assert.Equal(3, Assert.Single(report.Violations).Promise);   // the first touch was a ghost, the second went out by the forged row
    }

    [Fact]
    public async Task Promise4_OneContactTooMany_IsFoundAcrossCampaigns()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(7);
        Assert.Empty(await _world.BrokenAsync(Promise.CapsHold));
        var campaign = _world.Campaigns.Set.Current.Single() with { Caps = [new(null, 1, TimeSpan.FromDays(14))] };
        _world.Campaigns.Set = new(1, [campaign], []);

        Assert.Contains("beyond 1 contact per 336 h in all", (await OnlyAsync(Promise.CapsHold)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise5_SentAtNight_IsFound()
    {
        await LapseAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(13));
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("within 21:00 to 08:00", (await OnlyAsync(Promise.QuietHoursHold)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise5_ZoneLearnedAfterSending_IsNotHeldAgainstIt()
    {
        await LapseAsync();   // sent at noon UTC
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.PlantAsync("anna", user => user with { Profile = user.Profile with { TimeZone = new("Pacific/Auckland", _world.Now) } });
        Assert.Empty(await _world.BrokenAsync(Promise.QuietHoursHold));

        await _world.PlantAsync("anna", user => user with { Profile = user.Profile with { TimeZone = new("Pacific/Auckland", Given.Noon) } });
        Assert.Single(await _world.BrokenAsync(Promise.QuietHoursHold));
    }

    [Fact]
    public async Task Promise6_LedgerRowWithoutFindings_IsFoundForTheMessageAndTheRow()
    {
        await LapseAsync();
        await _world.PlantAsync("anna", (await _world.People.LedgerAsync("anna")).Single() with { Findings = [] });

        var broken = (await _world.Audit.ReadAsync()).Violations;
        Assert.All(broken, each => Assert.Equal(6, each.Promise));
        Assert.Contains(broken, each => each.Row.EndsWith("l|anna|replenish.000001|first|email", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]    // its window has closed
    public async Task Promise6_TouchPassedWithoutADecision_IsFound(bool closed)
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(closed ? 40 : 8);
        Assert.Empty(await _world.BrokenAsync(Promise.EveryDecisionExplained));
        var row = (await _world.People.LedgerAsync("anna")).Single(entry => entry.Touch == "second");
        await _world.PlantAsync(
            PeopleKeys.Table, PeopleKeys.Partition("anna", ReportingWorld.Layout.PeopleShards), new RowChange.Delete(PeopleKeys.Ledger("anna", row)));

        Assert.Contains(
            await _world.BrokenAsync(Promise.EveryDecisionExplained),
            each => each.Row.EndsWith("n|anna|replenish|000001", StringComparison.Ordinal) && each.Explanation.StartsWith("touch second was due", StringComparison.Ordinal));
    }

    /// <summary>Anna buys, and thirty days later gets the first of two touches.</summary>
    private async Task LapseAsync()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(30);
        Assert.Single(await _world.People.LedgerAsync("anna"));
        Assert.True((await _world.Audit.ReadAsync()).IsClean);
    }

    private async Task<BrokenRow> OnlyAsync(Promise promise)
    {
        var broken = Assert.Single((await _world.Audit.ReadAsync()).Violations);
        Assert.Equal(((int)promise, "anna"), (broken.Promise, broken.UserId));
        return broken;
    }
}
