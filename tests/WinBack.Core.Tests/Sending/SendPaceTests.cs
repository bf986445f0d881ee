using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SendPaceTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private readonly PaceLimits _limits = new(PerMinute: 60);
    private readonly SendPace _perSecond = new(new(PerMinute: 60));
    private PaceSchedule _schedule = new();

    [Fact]
    public void Use_IdleChannel_LetsABurstThroughAndThenOneAStep() =>
        Assert.Equal([-2, -1, 0, 1, 2, 3], Enumerable.Range(0, 6).Select(_ => Seconds(Take(Noon))));   // two seconds' worth, and the one of now

    [Fact]
    public void Use_AskedAtItsPace_IsNeverPutOff() =>
        Assert.All(Enumerable.Range(0, 600), second => Assert.True(Take(Noon.AddSeconds(second)) <= Noon.AddSeconds(second)));

    [Fact]
    public void Use_IdleForLong_SavesUpNoMoreThanABurst()
    {
        Assert.All(Enumerable.Range(0, 3), _ => Take(Noon));

        Assert.Equal([-2, -1, 0, 1], Enumerable.Range(0, 4).Select(_ => Seconds(Take(Noon.AddHours(1)), Noon.AddHours(1))));
    }

    [Theory]
    [InlineData(0, true)]       // two seconds late to the tick: still good
    [InlineData(1, false)]
    public void Use_TokenOfALease_IsLostAfterABurst(int ticks, bool used)
    {
        _perSecond.Hold(new(Noon, 2, _limits.Step));

        Assert.Equal(used ? Noon : Noon.AddSeconds(1), _perSecond.Use(Noon.AddSeconds(2).AddTicks(ticks)));
    }

    [Fact]
    public void Use_EveryTokenLost_WantsALease()
    {
        _perSecond.Hold(new(Noon, 2, _limits.Step));

        Assert.Null(_perSecond.Use(Noon.AddMinutes(1)));
    }

    [Fact]
    public void Wanted_WhileEveryTokenIsUsed_DoublesUpToTwoSecondsWorth()
    {
        var pace = new SendPace(new(PerMinute: 600));

        Assert.Equal([1, 2, 4, 8, 16, 20, 20], Enumerable.Range(0, 7).Select(_ => LeasedAndUsed(pace, all: true)));
    }

    [Fact]
    public void Wanted_AfterALeaseThatWasHardlyUsed_IsWhatWas()
    {
        var pace = new SendPace(new(PerMinute: 600));
        Assert.All(Enumerable.Range(0, 5), _ => LeasedAndUsed(pace, all: true));

        LeasedAndUsed(pace, all: false);

        Assert.Equal(1, LeasedAndUsed(pace, all: false));
    }

    private static int LeasedAndUsed(SendPace pace, bool all)
    {
        var wanted = pace.Wanted;
        pace.Hold(new(Noon, wanted, TimeSpan.FromSeconds(0.1)));
        for (var i = 0; i < (all ? wanted : 1); i++)
            Assert.NotNull(pace.Use(Noon));
        Assert.Null(pace.Use(Noon.AddHours(1)));
        return wanted;
    }

    private DateTimeOffset Take(DateTimeOffset now)
    {
        if (_perSecond.Use(now) is { } at)
            return at;
        (_schedule, var lease) = _schedule.Take(_limits, now, _perSecond.Wanted);
        _perSecond.Hold(lease);
        return _perSecond.Use(now)!.Value;
    }

    private static double Seconds(DateTimeOffset at, DateTimeOffset? from = null) => (at - (from ?? Noon)).TotalSeconds;
}
