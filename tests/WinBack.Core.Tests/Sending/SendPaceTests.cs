using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SendPaceTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private readonly SendPace _perSecond = new(perMinute: 60);

    [Fact]
    public void Take_IdleChannel_LetsABurstThroughAndThenOneAStep() =>
        Assert.Equal([null, null, null, 1, 2, 3], Seconds(_perSecond, "a", "b", "c", "d", "e", "f"));   // two seconds' worth, and the one of now

    [Fact]
    public void Take_FasterPace_HasAShorterStep() =>
        Assert.Equal([null, null, null, null, null, 0.5, 1], Seconds(new(perMinute: 120), "a", "b", "c", "d", "e", "f", "g"));

    [Fact]
    public void Take_IdleForLong_SavesUpNoMoreThanABurst()
    {
        Exhaust(Noon);

        Exhaust(Noon.AddHours(1));
        Assert.Equal(Noon.AddHours(1).AddSeconds(1), _perSecond.Take("d", Noon.AddHours(1)));
    }

    [Fact]
    public void Take_AskedAtItsPace_IsNeverPutOff() =>
        Assert.All(Enumerable.Range(0, 600), second => Assert.Null(_perSecond.Take($"k{second}", Noon.AddSeconds(second))));

    [Fact]
    public void Take_Promised_IsTheSameInstantUntilThenAndFreeAtIt()
    {
        Exhaust(Noon);
        Assert.Equal(Noon.AddSeconds(1), _perSecond.Take("d", Noon));

        Assert.Equal(Noon.AddSeconds(2), _perSecond.Take("e", Noon));
        Assert.Equal(Noon.AddSeconds(1), _perSecond.Take("d", Noon.AddSeconds(1).AddTicks(-1)));   // who asks again takes no second token
        Assert.Null(_perSecond.Take("d", Noon.AddSeconds(1)));
        Assert.Equal(Noon.AddSeconds(3), _perSecond.Take("f", Noon.AddSeconds(1)));
    }

    [Fact]
    public void Take_PromiseIsTaken_TheNextRequestOfThatKeyIsANewOne()
    {
        Exhaust(Noon);
        _perSecond.Take("d", Noon);
        Assert.Null(_perSecond.Take("d", Noon.AddSeconds(1)));

        Assert.Equal(Noon.AddSeconds(2), _perSecond.Take("d", Noon.AddSeconds(1)));
    }

    [Theory]
    [InlineData(0, true)]    // ten minutes late to the tick: still theirs
    [InlineData(1, false)]
    public void Take_PromiseNotTakenInTime_IsForgotten(int ticks, bool kept)
    {
        Exhaust(Noon);
        _perSecond.Take("d", Noon);
        var late = Noon.AddSeconds(1).AddMinutes(10).AddTicks(ticks);
        Exhaust(late);

        Assert.Equal(kept ? null : late.AddSeconds(1), _perSecond.Take("d", late));
    }

    [Fact]
    public void Take_SecondPromiseOfAKey_OutlivesTheFirst()
    {
        Exhaust(Noon);
        _perSecond.Take("d", Noon);
        var first = Noon.AddSeconds(1);
        Assert.Null(_perSecond.Take("d", first));
        Exhaust(first.AddMinutes(9));
        Assert.NotNull(_perSecond.Take("d", first.AddMinutes(9)));

        var late = first.AddMinutes(10).AddTicks(1);
        Exhaust(late);
        Assert.Null(_perSecond.Take("d", late));
    }

    // Takes what an idle channel has.
    private void Exhaust(DateTimeOffset now) => Assert.All(["x", "y", "z"], key => Assert.Null(_perSecond.Take(key, now)));

    private static IEnumerable<double?> Seconds(SendPace pace, params string[] keys) => keys.Select(key => (pace.Take(key, Noon) - Noon)?.TotalSeconds);
}
