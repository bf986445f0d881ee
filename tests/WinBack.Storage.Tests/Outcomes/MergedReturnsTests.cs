using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Tests.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>
/// Who comes back is asked to log in, and the visitor turns out to be a known user: the more come back, the more merges there are, so more in treatment. Each counts in the arm
/// they were drawn into, whatever became of their id: the counts must be those of the people that the test lets live, to the last one.
/// </summary>
public sealed class MergedReturnsTests
{
    private const int People = 200;
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
    private static readonly Campaign Replenish = Given.Campaign() with { Holdout = new(0.5, "half") };

    private readonly ReportingWorld _world = new(Replenish);
    private readonly Random _dice = new(20261128);

    [Theory]
    [InlineData(.3, .3)]
    [InlineData(.6, .2)]
    public async Task Report_VisitorsWhoLogInWhenTheyReturn_CountInTheirArm(double treated, double heldOut)
    {
        var lives = await LiveAsync(areKnown: false, treated, heldOut);

        var lift = (await ReportAsync()).Lift.Return;

        Assert.Equal(Counts(lives, Arm.Treatment), (lift.Treatment.Of, lift.Treatment.Count));
        Assert.Equal(Counts(lives, Arm.Holdout), (lift.Holdout.Of, lift.Holdout.Count));
        // Three standard errors of a difference of 100 and 100; merged ones left out, it would be a third of it.
        Assert.InRange(lift.Absolute!.Value, treated - heldOut - .2, treated - heldOut + .2);
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    // Both were drawn, so both count, as what each was drawn to be: to leave the later one out because of a merge would leave out those who came back. A purchase of the visitor's that
    // shows that the known one had not lapsed makes nothing void either, for the same reason.
    [Theory]
    [InlineData(.3, .3)]
    [InlineData(.6, .2)]
    public async Task Report_KnownUsersWhoAreEnrolledToo_CountInTheirsAsWell(double treated, double heldOut)
    {
        var lives = await LiveAsync(areKnown: true, treated, heldOut);
        var known = lives.Select((life, i) => life with { Arm = ArmAssignment.Draw(Replenish, $"known-{i}").Arm, IsBack = life is { IsBack: true, IsMerged: true } });

        var report = await ReportAsync();

        var lift = report.Lift.Return;
        Assert.Equal(Counts([.. lives, .. known], Arm.Treatment), (lift.Treatment.Of, lift.Treatment.Count));
        Assert.Equal(Counts([.. lives, .. known], Arm.Holdout), (lift.Holdout.Of, lift.Holdout.Count));
        Assert.Equal(0, report.Funnel.Sum(arm => arm.Void));
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    // No message has any effect on who comes back, but more of those who get one log in, and turn out to be known users who buy as they always do. What these did before the login would be
    // a return of those alone who log in.
    [Fact]
    public async Task Report_MoreLoginsInTreatmentAndNoEffect_ShowNoLift()
    {
        var lives = await LiveAsync(areKnown: false, .2, .2, buyAnyway: true, treatedMerge: .6, heldOutMerge: .1);

        var lift = (await ReportAsync(days: 40)).Lift.Return;

        Assert.Equal(Counts(lives, Arm.Treatment), (lift.Treatment.Of, lift.Treatment.Count));
        Assert.Equal(Counts(lives, Arm.Holdout), (lift.Holdout.Of, lift.Holdout.Count));
        Assert.InRange(lift.Absolute!.Value, -.17, .17);       // three standard errors; counted, it would be about .4
        Assert.Empty((await _world.Audit.ReadAsync()).Violations);
    }

    private async Task<List<Life>> LiveAsync(bool areKnown, double treated, double heldOut, bool buyAnyway = false, double? treatedMerge = null, double? heldOutMerge = null)
    {
        for (var i = 0; i < People; i++)
        {
            await _world.BuysAsync($"visitor-{i}", $"v-{i}");
            if (areKnown)
                await _world.HearAsync(Given.Purchase(_world.Now.AddDays(-1), $"k-{i}", $"known-{i}", 10));
        }

        await JumpAsync(29);
        await JumpAsync(1);
        await JumpAsync(2);
        for (var i = 0; i < People && buyAnyway; i++)
            await _world.HearAsync(Given.Purchase(_world.Now, $"anyway-{i}", $"known-{i}", 10));
        await JumpAsync(1);
        List<Life> lives = [];
        for (var i = 0; i < People; i++)
        {
            var arm = ArmAssignment.Draw(Replenish, $"visitor-{i}").Arm;
            var isBack = _dice.NextDouble() < (arm == Arm.Treatment ? treated : heldOut);
            Life life = new(arm, isBack, _dice.NextDouble() < ((arm == Arm.Treatment ? treatedMerge : heldOutMerge) ?? (isBack ? .8 : .1)));
            var id = life.IsMerged ? $"known-{i}" : $"visitor-{i}";
            if (life.IsMerged)
                await _world.HearAsync(new IncomingEvent { Id = $"login-{i}", UserId = id, Type = IncomingEvent.ProfileType, At = _world.Now, MergeFrom = $"visitor-{i}" });
            if (isBack)
                await _world.HearAsync(Given.Purchase(_world.Now, $"back-{i}", id, 20));
            lives.Add(life);
        }

        await JumpAsync(1);
        await JumpAsync(12);
        await JumpAsync(30);      // those who came back lapse again: that is no first time, under whatever id
        await JumpAsync(20);
        return lives;
    }

    // What is due is dealt with when it has ended; what follows is sent.
    private async Task JumpAsync(int days)
    {
        _world.Clock.Advance(TimeSpan.FromDays(days));
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
    }

    private Task<CampaignReport> ReportAsync(int days = 120) => _world.Report.ReadAsync("replenish", First, First.AddDays(days));

    private static (long Of, long Count) Counts(List<Life> lives, Arm arm) => (lives.Count(each => each.Arm == arm), lives.Count(each => each.Arm == arm && each.IsBack));

    private sealed record Life(Arm Arm, bool IsBack, bool IsMerged);
}
