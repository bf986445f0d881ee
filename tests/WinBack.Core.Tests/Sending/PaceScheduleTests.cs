using CsCheck;
using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class PaceScheduleTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;
    private static readonly PaceLimits PerSecond = new(PerMinute: 60);
    private static readonly PaceLimits Acs = new(PerMinute: 30, PerHour: 100);

    [Fact]
    public void Take_Twice_FollowsOn()
    {
        var (after, first) = new PaceSchedule().Take(PerSecond, Noon, 5);
        var (_, second) = after.Take(PerSecond, Noon, 3);

        Assert.Equal(new PaceLease(Noon.AddSeconds(-2), 5, TimeSpan.FromSeconds(1)), first);
        Assert.Equal(new PaceLease(Noon.AddSeconds(3), 3, TimeSpan.FromSeconds(1)), second);
    }

    [Fact]
    public void Take_LineBehind_BeginsABurstAgo()
    {
        var (after, _) = new PaceSchedule().Take(PerSecond, Noon, 5);

        Assert.Equal(Noon.AddMinutes(1).AddSeconds(-2), after.Take(PerSecond, Noon.AddMinutes(1), 1).Lease.Start);
    }

    [Fact]
    public void Take_HourUsedUp_WaitsUntilTheFirstMinuteIsAnHourOld()
    {
        var schedule = new PaceSchedule();
        var leases = Enumerable.Range(0, 101).Select(_ =>
        {
            (schedule, var lease) = schedule.Take(Acs, Noon, 1);
            return lease.Start;
        }).ToList();

        Assert.Equal(Noon.AddSeconds(-2 + (99 * 2)), leases[99]);
        Assert.Equal(Noon.AddMinutes(60).AddSeconds(2), leases[100]);        // the minute 11:59, its last token used late, is an hour ago
    }

    [Fact]
    public void Take_MoreThanTheHourHas_GivesWhatItHas() => Assert.Equal(100, new PaceSchedule().Take(Acs, Noon, 500).Lease.Count);

    [Fact]
    public void Take_LongUse_RemembersNoMoreThanTheHour()
    {
        var schedule = new PaceSchedule();
        for (var minute = 0; minute < 600; minute++)
            (schedule, _) = schedule.Take(Acs, Noon.AddMinutes(minute), 1);

        Assert.InRange(schedule.LastHour.Count, 60, 62);
    }

    [Fact]
    public void Take_LimitChanged_ForgetsTheHourThatNoLongerCounts() =>
        Assert.Empty(new PaceSchedule { LastHour = [new(Noon, 5)] }.Take(PerSecond, Noon, 1).After.LastHour);

    [Fact]
    public void Take_AnyRequests_KeepsEveryMinuteAndEveryHour() => Gen.Select(
        Gen.Int[1, 400], Gen.Int[1, 2000], Gen.Select(Gen.Int[0, 900], Gen.Int[1, 20]).Array[1, 300]).Sample((perMinute, perHour, requests) =>
    {
        var limits = new PaceLimits(perMinute, perHour);
        var (schedule, now) = (new PaceSchedule(), Noon);
        List<DateTimeOffset> tokens = [];
        foreach (var (wait, wanted) in requests)
        {
            now = now.AddSeconds(wait);
            (schedule, var lease) = schedule.Take(limits, now, wanted);
            Assert.InRange(lease.Count, 1, wanted);
            tokens.AddRange(Enumerable.Range(0, lease.Count).Select(i => lease.Start + (i * lease.Step)));
        }

        for (var i = 0; i + 1 < tokens.Count; i++)
            Assert.True(tokens[i + 1] - tokens[i] >= limits.Step);
        for (var i = 0; i + perHour < tokens.Count; i++)
            Assert.True(tokens[i + perHour] - tokens[i] > TimeSpan.FromHours(1));
    });
}
