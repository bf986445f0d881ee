using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

/// <summary>Whoever is in flight and goes on with a later version: by touch id, nothing twice, nothing left out.</summary>
public sealed class InFlightMoveTests
{
    private static readonly Campaign First = With(1, ("a", 0), ("b", 3), ("c", 7));

    [Fact]   // mautic#6054: replacing steps in a live campaign re-sends to everybody who had finished it
    public void Move_WhoHasDoneATouch_NeverGetsItAgain()
    {
        var moved = Move(Open(First, touch: 2), With(2, ("b", 1), ("a", 2), ("d", 9)), daysLater: 4)!;
        Assert.Equal(["a@0", "b@3", "d@9"], Plan(moved));
        Assert.Equal((2, 2), (moved.Version, moved.Touch));
        Assert.Null(Move(Open(First, touch: 3) with { Status = EnrolmentStatus.Completed }, With(2, ("a", 0), ("d", 9)), daysLater: 8));
    }

    [Fact]   // mautic#6447: on restart the first touch is skipped and the second is sent
    public void Move_WhoHasDoneNothing_BeginsWithTheFirst() =>
        Assert.Equal(["x@0", "b@5"], Plan(Move(Open(First, touch: 0), With(2, ("x", 0), ("b", 5)), daysLater: 0)!));

    [Fact]
    public void Move_ATouchPutBeforeOneThatIsDone_IsNotMadeUpFor() =>
        Assert.Equal(["a@0", "c@7"], Plan(Move(Open(First, touch: 1), With(2, ("early", 0), ("a", 1), ("c", 7)), daysLater: 1)!));

    [Fact]
    public void Move_NextTouchPlannedSooner_WaitsForTheInstantTheOldPlanHad() =>
        Assert.Equal(["a@0", "b@3", "c@4"], Plan(Move(Open(First, touch: 1), With(2, ("a", 0), ("b", 1), ("c", 4)), daysLater: 2)!));

    [Fact]
    public void Move_AllTouchesRenamed_LeavesOutThoseThatHaveExpired() =>     // three days after they were planned
        Assert.Equal(["a@0", "b@3", "r@7", "s@12"], Plan(Move(Open(First, touch: 2), With(2, ("p", 0), ("q", 3), ("r", 5), ("s", 12)), daysLater: 6)!));

    [Fact]
    public void Move_NothingLeft_IsCompleted() =>
        Assert.Equal(EnrolmentStatus.Completed, Move(Open(First, touch: 1), With(2, ("a", 0)), daysLater: 1)!.Status);

    [Fact]
    public void Move_ATouchUnderWay_StaysWhereItIsOrKeepsThePersonOnTheirVersion()
    {
        var open = Open(First, touch: 1) with { Attempt = new(Channel.Push, AttemptState.Sending, Given.Noon.AddDays(3)) };
        var moved = Move(open, With(2, ("b", 1), ("d", 9)), daysLater: 3)!;
        Assert.Equal(["a@0", "b@3", "d@9"], Plan(moved));
        Assert.Equal((1, open.Attempt), (moved.Touch, moved.Attempt));
        Assert.Null(Move(open, With(2, ("d", 9)), daysLater: 3));
    }

    [Fact]   // what is on its way is not planned anew, whenever the new version would have it
    public void Move_ATouchUnderWay_StaysAlsoWhereTheNewVersionWouldHaveLetItExpire()
    {
        var moved = Move(Open(First, touch: 1) with { Awaited = new(Given.Noon.AddDays(3), Given.Noon.AddDays(6)) }, With(2, ("b", 1), ("d", 9)), daysLater: 5)!;

        Assert.Equal(["a@0", "b@3", "d@9"], Plan(moved));
        Assert.Equal(1, moved.Touch);
    }

    [Fact]
    public void Move_KeepsWindowAndArmAndSaysWhichVersionHeldWhen()
    {
        var open = Open(First, touch: 1) with { Arm = Arm.Holdout };
        var moved = Move(open, With(2, ("a", 0), ("d", 20), ("late", 22)), daysLater: 1)!;
        Assert.Equal((open.WindowEnds, Arm.Holdout, open.EnrolledAt), (moved.WindowEnds, moved.Arm, moved.EnrolledAt));
        Assert.Equal(["a@0", "d@20"], Plan(moved));              // the window ends on day 21
        var record = moved.ToRecord();
        Assert.Equal((1, 2), (record.VersionAt(Given.Noon.AddHours(23)), record.VersionAt(Given.Noon.AddDays(1))));
    }

    [Fact]
    public void Move_MoreTouchesThanAHistoryHolds_Stays() =>
        Assert.Null(Move(Open(First, touch: 2), With(2, [.. Enumerable.Range(4, 9).Select(day => ($"t{day}", day))]), daysLater: 4));

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Move_OnlyFromVersionsThatAreNamed(int version, bool expected) =>
        Assert.Equal(expected, Move(Open(First, touch: 1) with { Version = version }, With(4, ("a", 0), ("d", 9)), daysLater: 1) is not null);

    private static OpenEnrolment? Move(OpenEnrolment open, Campaign target, int daysLater)
    {
        target = target with { InFlight = new(target.Version, [1, 2]) };
        var now = Given.Noon.AddDays(daysLater);
        var change = new PersonChange(Given.User() with { Open = [open] }, isNew: false, now, now);
        var moved = InFlightMove.Move(change, new CampaignSet(2, [target], [First]), DateTimeZone.Utc);
        Assert.Equal(moved ? 1 : 0, change.Enrolments.Count);
        return moved ? change.User.Open[0] : null;
    }

    private static OpenEnrolment Open(Campaign campaign, int touch)
    {
        var planned = TouchPlan.Of(campaign, Given.Noon, DateTimeZone.Utc);
        return new()
        {
            Campaign = campaign.Id,
            Version = campaign.Version,
            Episode = 1,
            Arm = Arm.Treatment,
            Probability = 1,
            EnrolledAt = Given.Noon,
            LapsedAt = Given.Noon,
            WindowEnds = TouchPlan.WindowEnds(campaign, planned, DateTimeZone.Utc),
            Touches = planned,
            Touch = touch,
        };
    }

    private static Campaign With(int version, params (string Id, int Day)[] touches) => ACampaign.With() with
    {
        Version = version,
        Touches = [.. touches.Select(touch => ACampaign.Touch(touch.Id, Threshold.Days(touch.Day)))],
    };

    private static IEnumerable<string> Plan(OpenEnrolment open) => open.Touches.Select(touch => $"{touch.Id}@{(touch.At - Given.Noon).TotalDays}");
}
