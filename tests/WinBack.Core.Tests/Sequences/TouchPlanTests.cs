using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class TouchPlanTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;   // a Tuesday
    private static readonly DateTimeZone Utc = DateTimeZone.Utc;

    [Fact]
    public void Of_AfterThePreviousOne_IsPlannedAsIfThatWentOutInTime()
    {
        var campaign = Campaign(ACampaign.Touch("a", Threshold.Days(1)), After("b", 3), After("c", 2));

        Assert.Equal([new("a", Noon.AddDays(1)), new("b", Noon.AddDays(4)), new PlannedTouch("c", Noon.AddDays(6))], TouchPlan.Of(campaign, Noon, Utc));
    }

    [Fact]
    public void Of_LocalHour_IsTheFirstAfterTheDelay()
    {
        var campaign = Campaign(ACampaign.Touch("a", Threshold.Zero) with { Hours = LocalHoursTests.Hours("18:00", "") }, After("b", 1) with { Hours = LocalHoursTests.Hours("09:00", "") });

        Assert.Equal([Noon.AddHours(6), Noon.AddHours(45)], TouchPlan.Of(campaign, Noon, Utc).Select(touch => touch.At));   // a day after 18:00, then 9:00
    }

    [Theory]
    [InlineData(3, 13)]     // both are brought to Monday: the second waits for the Monday after
    [InlineData(0.5, 6)]    // meant for one day: stays there
    public void Of_TwoThatWouldShareADay_ShareItOnlyWhenTheyWereMeantTo(double daysApart, int day)
    {
        var monday = LocalHoursTests.Hours("", "mon");
        var campaign = Campaign(
            ACampaign.Touch("a", Threshold.Days(1)) with { Hours = monday },
            ACampaign.Touch("b", Threshold.Elapsed(TimeSpan.FromDays(1 + daysApart))) with { Hours = monday });

        Assert.Equal([Midnight(6), Midnight(day)], TouchPlan.Of(campaign, Noon, Utc).Select(touch => touch.At));
    }

    [Fact]
    public void AfterTouch_HeldForDays_MovesTheOneThatCountsFromItAndLeavesNoneBefore()
    {
        var campaign = Campaign(ACampaign.Touch("a", Threshold.Zero), After("b", 3), ACampaign.Touch("c", Threshold.Days(4)));
        var planned = TouchPlan.Of(campaign, Noon, Utc);

        var moved = TouchPlan.AfterTouch(campaign, planned, 0, Noon.AddDays(2), Utc);

        Assert.Equal([Noon, Noon.AddDays(5), Noon.AddDays(5)], moved.Select(touch => touch.At));
        Assert.Same(planned, TouchPlan.AfterTouch(campaign, planned, 1, Noon.AddDays(9), Utc));    // c counts from enrolment
        Assert.Same(planned, TouchPlan.AfterTouch(campaign, planned, 2, Noon.AddDays(9), Utc));    // none left
        Assert.Same(planned, TouchPlan.AfterTouch(null, planned, 0, Noon.AddDays(9), Utc));
    }

    [Fact]
    public void WindowEnds_LastTouchWaitsForSilence_CountsItsOtherChannels()
    {
        var campaign = Campaign(ACampaign.Touch("a", Threshold.Days(1)) with { AfterSilence = Threshold.Days(2) });

        // The touch, two days for each of its two other channels, and a window of 14 days.
        Assert.Equal(Noon.AddDays(1 + 4 + 14), TouchPlan.WindowEnds(campaign, TouchPlan.Of(campaign, Noon, Utc), Utc));
    }

    private static Campaign Campaign(params Touch[] touches) => ACampaign.With(0) with { Touches = touches };

    private static Touch After(string id, int days) => ACampaign.Touch(id, Threshold.Days(days)) with { IsAfterPrevious = true };

    private static DateTimeOffset Midnight(int days) => new(Noon.AddDays(days).Date, TimeSpan.Zero);
}
