using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>Whom no campaign contacts, from the enrolment to the report.</summary>
public sealed class GlobalHoldoutFlowTests
{
    private readonly ReportingWorld _world = new(Given.Campaign() with { Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")] });

    [Fact]
    public async Task HeldOutOfAll_IsEnrolledAndJudgedButNeverContacted()
    {
        await LapseAsync(share: 0.5, users: 40);
        await _world.AdvanceDaysAsync(30);

        var report = await _world.Report.ReadAsync("replenish", Day(Given.Noon), Day(_world.Now));

        Assert.Equal([Arm.Treatment, Arm.Holdout, Arm.Global], report.Funnel.Select(arm => arm.Arm));
        var (treatment, global) = (report.Funnel[0], report.Funnel[2]);
        Assert.Equal(40, treatment.Closed + global.Closed);
        Assert.True(treatment.Closed > 8 && global.Closed > 8);
        Assert.All(treatment.Touches, touch => Assert.Equal((treatment.Closed, 0), (touch.Accepted, touch.WouldSend)));
        Assert.All(global.Touches, touch => Assert.Equal((0, global.Closed), (touch.Accepted, touch.WouldSend)));
        Assert.Equal((treatment.Closed, 0), (report.Lift.Return.Treatment.Of, report.Lift.Return.Holdout.Of));        // in no campaign's lift
        Assert.Equal((treatment.Closed, global.Closed), (report.Programme!.Contacted.Enrolments, report.Programme.Global.Enrolments));
        var programme = await _world.Report.ReadProgrammeAsync(["replenish"], Day(Given.Noon), Day(_world.Now));
        Assert.Equal((report.Programme.Contacted, report.Programme.Global), (programme!.Contacted, programme.Global));
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    [Fact]
    public async Task Audit_SentToWhomNoCampaignContacts_IsFoundWhateverTheRowsSayOfTheArm()
    {
        await LapseAsync(share: 0.5, users: 10);
        var held = Enumerable.Range(0, 10).Select(i => $"user-{i}").First(_world.Experiment.Draw().Holds);
        await _world.PlantAsync(held, user => user with { Open = [user.Open[0] with { Arm = Arm.Treatment }] });
        await _world.AdvanceDaysAsync(7);

        Assert.Contains("whom no campaign contacts", Assert.Single(await _world.BrokenAsync(Promise.HoldoutMeansNothing)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_RaisedWhileEnrolmentsRun_LeavesThemTheirArm()
    {
        await LapseAsync(share: 0, users: 4);
        _world.Experiment.GlobalHoldoutShare = 0.5;
        await _world.AdvanceDaysAsync(8);

        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
        Assert.Equal(4, (await _world.Report.ReadAsync("replenish", Day(Given.Noon), Day(_world.Now))).Funnel[0].Touches.Single(touch => touch.Touch == "second").Accepted);
    }

    private async Task LapseAsync(double share, int users)
    {
        _world.Experiment.GlobalHoldoutShare = share;
        for (var i = 0; i < users; i++)
            await _world.BuysAsync($"user-{i}");
        await _world.AdvanceDaysAsync(30);
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
