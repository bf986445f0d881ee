using System.Text.Json;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class SequencePlanTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 27, 8, 30, 0, TimeSpan.Zero);

    private static readonly SequenceState State = new()
    {
        InstanceId = "replenish.1.k7f2",
        UserId = "anna",
        Campaign = "replenish",
        Episode = 1,
        Touches = 3,
        Next = new("nudge", Due),
    };

    [Fact]
    public void Next_BeforeTheTouch_WaitsForIt() =>
        Assert.Equal(new NextMove.WaitUntil(Due), SequencePlan.Next(State, Due.AddTicks(-1)));

    [Fact]
    public void Next_AtTheTouchsInstant_Contacts() =>
        Assert.Equal(new NextMove.Contact("nudge"), SequencePlan.Next(State, Due));

    [Theory]
    [InlineData(EnrolmentStatus.Returned, "returned")]
    [InlineData(EnrolmentStatus.OptedOut, "optedOut")]
    [InlineData(EnrolmentStatus.Cancelled, "cancelled")]
    [InlineData(EnrolmentStatus.Completed, "completed")]
    [InlineData(EnrolmentStatus.Void, "void")]
    public void Next_EnrolmentEnded_FinishesWithItsReason(EnrolmentStatus status, string why) =>
        Assert.Equal(new NextMove.Finish(why), SequencePlan.Next(State with { Status = status }, Due));

    [Theory]
    [InlineData(EnrolmentStatus.Returned)]
    [InlineData(EnrolmentStatus.Completed)]
    public void Next_SequenceThatWelcomesBack_GoesOnAfterTheReturnUntilItsTouchIsDoneWith(EnrolmentStatus status)
    {
        var state = State with { IsAfterReturn = true, Status = status };

        Assert.Equal(new NextMove.WaitUntil(Due), SequencePlan.Next(state, Due.AddTicks(-1)));
        Assert.Equal(new NextMove.Contact("nudge"), SequencePlan.Next(state, Due));
        Assert.IsType<NextMove.Finish>(SequencePlan.Next(state with { Next = null }, Due));
    }

    [Fact]
    public void Next_NoTouchLeft_Finishes() =>
        Assert.Equal(new NextMove.Finish("completed"), SequencePlan.Next(State with { Next = null }, Due));

    [Theory]
    [InlineData(Signal.Reactivated)]
    [InlineData(Signal.OptedOut)]
    [InlineData(Signal.Cancelled)]
    public void Next_SignalThatMayEndIt_ReadsTheTruth(Signal heard) =>
        Assert.Equal(new NextMove.Refresh(), SequencePlan.Next(State with { Heard = heard }, Due));

    [Fact]
    public void Next_Engagement_ChangesNothing() =>
        Assert.Equal(new NextMove.WaitUntil(Due), SequencePlan.Next(State with { Heard = Signal.Engaged }, Due.AddHours(-1)));

    [Fact]
    public void Next_PutOffMoreOftenThanAllowed_GivesUp()
    {
        var most = State with { Waits = SequencePlan.MaxWaits(State.Touches) };
        Assert.Equal(new NextMove.Contact("nudge"), SequencePlan.Next(most, Due));
        Assert.Equal(new NextMove.Finish("gaveUp"), SequencePlan.Next(most with { Waits = most.Waits + 1 }, Due));
    }

    [Theory]
    [InlineData(0, 21)]
    [InlineData(1, 20)]
    [InlineData(2, 18)]
    [InlineData(3, 17)]
    [InlineData(4, 15)]
    [InlineData(5, 14)]
    [InlineData(15, 0)]
    public void MaxWaits_ManyTouches_FillTheHistoryAndNoMore(int touches, int waits)
    {
        // Begin and end 4; three signals that are answered, 8 each; a touch 4 for its timer, 4 for its activity, 3 for engagement; a wait 8.
        var history = 4 + (3 * 8) + (touches * 11) + (waits * 8);

        Assert.Equal(waits, SequencePlan.MaxWaits(touches));
        Assert.InRange(history, SequencePlan.MaxHistory - 8, SequencePlan.MaxHistory - 1);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(6, 640)]
    [InlineData(7, 720)]
    [InlineData(1000, 720)]
    public void Patience_MoreWaits_GrowsToHalfADay(int waits, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), SequencePlan.Patience(waits));

    [Theory]   // 200 events less what begins, ends, wakes and contacts, at 8 a wait
    [InlineData(1, 20)]
    [InlineData(3, 17)]
    [InlineData(10, 7)]
    public void MaxWaits_MoreTouches_LeaveFewer(int touches, int waits) => Assert.Equal(waits, SequencePlan.MaxWaits(touches));

    [Fact]
    public void AfterFault_AnyStep_IsAWait()
    {
        var after = SequencePlan.AfterFault(State with { Heard = Signal.OptedOut }, Due);
        Assert.Equal(State with { Next = new("nudge", Due.AddMinutes(10)), Waits = 1 }, after);
    }

    [Fact]
    public void AfterContact_SameTouchStillNext_CountsAWaitAndLeavesABreath()
    {
        var user = Enrolled(open => open with { HeldUntil = null });
        var after = State.AfterContact(user, Due);
        Assert.Equal((1, Due + SequencePlan.Breath), (after.Waits, after.Next!.At));
    }

    [Fact]
    public void AfterContact_TouchHeld_WaitsUntilThen()
    {
        var after = State.AfterContact(Enrolled(open => open with { HeldUntil = Due.AddHours(8) }), Due);
        Assert.Equal((1, Due.AddHours(8)), (after.Waits, after.Next!.At));
    }

    [Fact]
    public void AfterContact_TouchPassed_IsNoWait()
    {
        var after = State.AfterContact(Enrolled(open => open with { Touch = 1 }), Due);
        Assert.Equal((0, new PlannedTouch("last", Due.AddDays(3))), (after.Waits, after.Next));
    }

    [Fact]
    public void From_Start_BeginsWithItsFirstTouch()
    {
        var start = new SequenceStart { InstanceId = "replenish.1.k7f2", UserId = "anna", Campaign = "replenish", Version = 1, Episode = 1, Touches = [State.Next!, new("b", Due), new("c", Due)] };

        Assert.Equal(State, SequenceState.From(start));
        Assert.Equal(State with { Touches = 0, Next = null }, SequenceState.From(start with { Touches = [] }));
    }

    [Fact]
    public void PutOff_NoTouchLeft_IsAWaitForNothing() =>
        Assert.Equal(State with { Next = null, Waits = 1 }, (State with { Next = null }).PutOff(Due));

    [Fact]
    public void As_EnrolmentGone_IsCancelled()
    {
        var gone = State.As(AUser.Reachable());
        Assert.Equal((EnrolmentStatus.Cancelled, null), (gone.Status, gone.Next));
        Assert.Equal(gone, State.As(user: null));
    }

    [Fact]
    public void State_ThroughJson_IsTheSameAndSmall()
    {
        var json = JsonSerializer.Serialize(State with { Heard = Signal.Engaged, Waits = 3 });
        Assert.Equal(State with { Heard = Signal.Engaged, Waits = 3 }, JsonSerializer.Deserialize<SequenceState>(json));
        Assert.InRange(json.Length, 1, 400);
    }

    [Fact]
    public void State_FromAHistoryOfTheFirstVersion_IsRead()
    {
        const string FirstVersion = """
            {"InstanceId":"replenish.1.k7f2","UserId":"anna","Campaign":"replenish","Episode":1,"Touches":3,"Status":0,
             "Next":{"Id":"nudge","At":"2026-03-27T08:30:00+00:00"},"Waits":0,"Heard":null}
            """;
        Assert.Equal(State, JsonSerializer.Deserialize<SequenceState>(FirstVersion));
    }

    private static User Enrolled(Func<OpenEnrolment, OpenEnrolment> change) => AUser.Reachable() with
    {
        Open =
        [
            change(new OpenEnrolment
            {
                Campaign = "replenish",
                Version = 1,
                Episode = 1,
                Arm = Arm.Treatment,
                Probability = 1,
                EnrolledAt = Due,
                LapsedAt = Due,
                WindowEnds = Due.AddDays(30),
                Touches = [new("nudge", Due), new("last", Due.AddDays(3))],
            }),
        ],
    };
}
