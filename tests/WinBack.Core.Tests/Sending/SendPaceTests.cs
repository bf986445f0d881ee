using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SendPaceTests
{
    private readonly SendPace _pace = new(perMinute: 60);   // one a second, with a burst of two seconds

    [Fact]
    public void Take_FromAnIdleChannel_GivesTheBurstAndThenWaits()
    {
        Assert.Null(_pace.Take("a", Given.Noon));
        Assert.Null(_pace.Take("b", Given.Noon));
        Assert.Null(_pace.Take("c", Given.Noon));
        Assert.Equal(Given.Noon.AddSeconds(1), _pace.Take("d", Given.Noon));
        Assert.Equal(Given.Noon.AddSeconds(2), _pace.Take("e", Given.Noon));
    }

    [Fact]
    public void Take_WhatWasPromised_IsTheirsAndNobodyElses()
    {
        Drain();
        Assert.Equal(Given.Noon.AddSeconds(1), _pace.Take("first", Given.Noon));
        Assert.Equal(Given.Noon.AddSeconds(1), _pace.Take("first", Given.Noon.AddMilliseconds(999)));   // too early: the same promise
        Assert.Equal(Given.Noon.AddSeconds(2), _pace.Take("second", Given.Noon.AddMilliseconds(999)));
        Assert.Null(_pace.Take("first", Given.Noon.AddSeconds(1)));
        Assert.Equal(Given.Noon.AddSeconds(3), _pace.Take("first", Given.Noon.AddSeconds(1)));          // a promise is kept once
    }

    [Fact]
    public void Take_PromiseNotTakenInTenMinutes_IsForgotten()
    {
        Drain();
        _pace.Take("late", Given.Noon);
        Assert.Null(_pace.Take("late", Given.Noon.AddSeconds(1).AddMinutes(10)));
        Drain(Given.Noon.AddHours(1));
        _pace.Take("too late", Given.Noon.AddHours(1));
        Drain(Given.Noon.AddHours(2));
        Assert.NotNull(_pace.Take("too late", Given.Noon.AddHours(2)));
    }

    [Fact]
    public void Take_OverAMinute_NeverGivesMoreThanThePaceAndOneBurst()
    {
        var taken = 0;
        for (var step = 0; step < 600; step++)
            taken += _pace.Take($"{step}", Given.Noon.AddMilliseconds(step * 100)) is null ? 1 : 0;
        Assert.InRange(taken, 3, 63);
    }

    private void Drain(DateTimeOffset? at = null)
    {
        for (var i = 0; i < 3; i++)
            Assert.Null(_pace.Take($"drain {at} {i}", at ?? Given.Noon));
    }
}
