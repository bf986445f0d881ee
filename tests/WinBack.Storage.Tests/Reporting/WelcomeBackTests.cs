using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>A campaign that welcomes people back, lived through: who is thanked, what the audit says of it, and what it finds when the exception is abused.</summary>
public sealed class WelcomeBackTests
{
    private static readonly Campaign Replenish = Given.Campaign() with
    {
        Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")],
        QuietHours = new(new(21, 0), new(8, 0), TimeSpan.FromMinutes(30)),
        WelcomeBack = Given.Touch(CampaignTouches.WelcomeBack, "P1D"),
    };

    private readonly ReportingWorld _world = new(Replenish);

    [Fact]
    public async Task Returned_WhileTheSequenceRuns_IsThankedOnceAndNothingElseFollows()
    {
        await LapseAsync();
        await BackAsync();
        await _world.HearAsync(Given.Purchase(_world.Now.AddMinutes(5), "again"));
        await _world.AdvanceDaysAsync(20);

        Assert.Equal(["first", "welcome-back"], await SentAsync());
        var report = await _world.Audit.ReadAsync();
        Assert.Empty(report.Violations);
        Assert.Equal(2, report.Departures);
    }

    [Fact]
    public async Task Returned_AfterTheLastTouch_IsThanked()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(10);
        await BackAsync();
        await _world.AdvanceDaysAsync(20);

        Assert.Equal(["first", "second", "welcome-back"], await SentAsync());
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    // The row they were enrolled in hears of no stop any more: what is said from the merge on is said to the survivor.
    [Fact]
    public async Task Returned_ThenMerged_IsNotThankedAndToldWhy()
    {
        await LapseAsync();
        await BackAsync();
        await _world.HearAsync(new Core.Events.IncomingEvent { Id = "login", UserId = "known", Type = Core.Events.IncomingEvent.ProfileType, At = _world.Now, MergeFrom = "anna" });
        Assert.Equal("the user turned out to be another one, and was merged into them", await WelcomeAsync());
        await _world.AdvanceDaysAsync(20);

        Assert.Equal(["first"], await SentAsync());
        Assert.Equal((EnrolmentStatus.Returned, null), (Assert.Single(await _world.People.EnrolmentsAsync("anna")).Status, await WelcomeAsync()));
        Assert.Equal(AttemptState.Skipped, Assert.Single(await _world.People.LedgerAsync("anna"), row => row.Touch == "welcome-back").State);
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);

        async Task<string?> WelcomeAsync() => (await _world.Why.ReadAsync("anna", "replenish")).Enrolments[0].Touches.Single(touch => touch.Touch == "welcome-back").NotReached;
    }

    [Fact]
    public async Task Returned_HeldOut_IsAGhostToTheEnd()
    {
        var world = new ReportingWorld(Replenish with { Holdout = new(0.9, "x") });
        for (var i = 0; i < 5; i++)
            await world.BuysAsync($"user{i}");
        await world.AdvanceDaysAsync(31);
        for (var i = 0; i < 5; i++)
            await world.HearAsync(Given.Purchase(world.Now, "back", $"user{i}"));
        await world.AdvanceDaysAsync(3);

        List<LedgerEntry> rows = [];
        for (var i = 0; i < 5; i++)
        {
            if ((await world.People.FindAsync($"user{i}"))!.Open[0].Arm == Arm.Holdout)
                rows.AddRange(await world.People.LedgerAsync($"user{i}"));
        }

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(AttemptState.Ghost, row.State));
        Assert.Equal(rows.Count / 2, rows.Count(row => row.Touch == "welcome-back"));
        Assert.Empty((await world.Audit.ReadAsync()).Violations);
    }

    [Fact]
    public async Task Stopped_AfterTheReturn_IsNotThanked()
    {
        await LapseAsync();
        await BackAsync();
        await _world.HearAsync(Given.Consent(false, _world.Now, "stop"));
        await _world.AdvanceDaysAsync(3);

        Assert.Equal(["first"], await SentAsync());
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
        Assert.Contains((await _world.People.LedgerAsync("anna")).Single(row => row.Touch == "welcome-back").Findings, finding => finding is { Rule: "consent", Passed: false });
    }

    [Fact]
    public async Task Disproved_AfterTheReturn_IsNotThanked()
    {
        await LapseAsync();
        await BackAsync();
        await _world.HearAsync(Given.Purchase(_world.Now.AddDays(-9), "late"));
        await _world.AdvanceDaysAsync(3);

        Assert.Equal(["first"], await SentAsync());
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    [Fact]
    public async Task Audit_OrdinaryTouchAfterTheReturn_IsFoundBesideTheWelcome()
    {
        await LapseAsync();
        await BackAsync();
        await _world.AdvanceDaysAsync(3);
        await _world.PlantDepartureAsync("anna", "second");

        Assert.Contains("after the return of", Assert.Single(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WelcomeWithoutAReturn_IsFound()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(1);
        await _world.PlantDepartureAsync("anna", "welcome-back");

        Assert.Contains("without a return", Assert.Single(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WelcomeAfterAStop_IsFound()
    {
        await LapseAsync();
        await BackAsync();
        await _world.HearAsync(Given.Consent(false, _world.Now, "stop"));
        await _world.AdvanceDaysAsync(3);
        await _world.PlantDepartureAsync("anna", "welcome-back");

        Assert.Contains("was withdrawn", Assert.Single(await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WelcomeWhoseDecisionIsMissing_IsFound()
    {
        await LapseAsync();
        await BackAsync();
        await _world.PlantAsync("anna", user => user.With(user.Open[0], open => open with { Touches = [.. open.Touches.Where(touch => !touch.IsAfterReturn)] }));
        await _world.AdvanceDaysAsync(3);

        Assert.Contains("touch welcome-back was due", Assert.Single(await _world.BrokenAsync(Promise.EveryDecisionExplained)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_BeforeAndAfterTheWelcome_SaysWhatIsToComeAndWhatCame()
    {
        await LapseAsync();
        await BackAsync();
        var before = (await _world.Why.ReadAsync("anna", "replenish"))!.Enrolments[0].Touches;
        await _world.AdvanceDaysAsync(3);
        var after = (await _world.Why.ReadAsync("anna", "replenish"))!.Enrolments[0].Touches;

        Assert.Equal(["first", "second", "welcome-back"], before.Select(touch => touch.Touch));
        Assert.Contains("returned before it", before[1].NotReached!, StringComparison.Ordinal);
        Assert.StartsWith("next: planned", before[2].NotReached!, StringComparison.Ordinal);
        Assert.Null(after[2].NotReached);
        Assert.Equal(AttemptState.Accepted, after[2].Decisions[^1].State);
    }

    private async Task LapseAsync()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(31);
    }

    private Task BackAsync() => _world.HearAsync(Given.Purchase(_world.Now, "back"));

    private async Task<List<string>> SentAsync() =>
        [.. (await _world.People.LedgerAsync("anna")).Where(row => row.State == AttemptState.Accepted).OrderBy(row => row.At).Select(row => row.Touch)];
}
