using WinBack.Local.Clock;
using Xunit;

namespace WinBack.Local.Tests.Clock;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AdvanceTo_AnEarlierInstant_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClock(Start).AdvanceTo(Start.AddTicks(-1)));

    [Fact]
    public void AdvanceTo_OverSeveralTimers_FiresThemInOrderShowingTheirTime()
    {
        var clock = new VirtualClock(Start);
        var fired = new List<string>();
        foreach (var (name, minutes) in new[] { ("c", 30), ("a", 10), ("d", 30), ("b", 20), ("late", 31) })
            clock.CreateTimer(_ => fired.Add($"{name}{clock.GetUtcNow():mm}"), null, TimeSpan.FromMinutes(minutes), Timeout.InfiniteTimeSpan);
        clock.AdvanceTo(Start.AddMinutes(30));
        Assert.Equal(["a10", "b20", "c30", "d30"], fired);
        Assert.Equal(Start.AddMinutes(31), clock.NextTimer);
    }

    [Fact]
    public void Timer_WithAPeriod_FiresEveryTime()
    {
        var clock = new VirtualClock(Start);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        clock.AdvanceTo(Start.AddMinutes(41));
        Assert.Equal(5, fired);
    }

    [Fact]
    public void Timer_DisposedOrChanged_DoesNotFireAsBefore()
    {
        var clock = new VirtualClock(Start);
        var fired = new List<string>();
        var gone = clock.CreateTimer(_ => fired.Add("gone"), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        var moved = clock.CreateTimer(_ => fired.Add("moved"), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        gone.Dispose();
        moved.Change(TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        Assert.Equal(Start.AddMinutes(5), clock.NextTimer);
        clock.AdvanceTo(Start.AddMinutes(4));
        Assert.Empty(fired);
        clock.AdvanceTo(Start.AddMinutes(5));
        Assert.Equal(["moved"], fired);
    }

    [Fact]
    public void Timer_SetByAFiringTimer_FiresInTheSameAdvance()
    {
        var clock = new VirtualClock(Start);
        var at = default(DateTimeOffset);
        clock.CreateTimer(
            _ => clock.CreateTimer(_ => at = clock.GetUtcNow(), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromMinutes(1),
            Timeout.InfiniteTimeSpan);
        clock.AdvanceTo(Start.AddHours(1));
        Assert.Equal(Start.AddMinutes(2), at);
    }

    [Fact]
    public async Task Delay_ThroughTheClock_EndsWhenItIsAdvanced()
    {
        var clock = new VirtualClock(Start);
        var delay = Task.Delay(TimeSpan.FromDays(40), clock);
        clock.AdvanceTo(Start.AddDays(39));
        Assert.False(delay.IsCompleted);
        clock.AdvanceTo(Start.AddDays(40));
        await delay;
    }
}
