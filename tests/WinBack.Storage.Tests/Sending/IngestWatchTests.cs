using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Events;
using WinBack.Storage.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class IngestWatchTests
{
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly AnIngestLag _lag = new();
    private readonly Ids _log = new();

    [Fact]
    public async Task Now_WithoutAQueue_IsNothingAndLooksAtNothing()
    {
        using var watch = new IngestWatch(new(), _clock, NullLogger<IngestWatch>.Instance);
        Assert.Null(await watch.NowAsync(default));
    }

    // The mode was changed while events were waiting: they are still to be applied before anybody is contacted.
    [Fact]
    public async Task Now_DirectWithAQueueToEmpty_IsBehindAllTheSame()
    {
        _lag.Oldest = Given.Noon.AddMinutes(-10);
        Assert.True((await Watch(IngestMode.Direct).NowAsync(default))!.IsBehind);
    }

    [Fact]
    public async Task Now_WithinFiveSeconds_SharesALookButNotItsVerdict()
    {
        var watch = Watch();
        _lag.Oldest = Given.Noon.AddSeconds(-58);
        Assert.False((await watch.NowAsync(default))!.IsBehind);

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True((await watch.NowAsync(default))!.IsBehind);
        Assert.Equal(1, _lag.Looks);

        _lag.Oldest = null;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await watch.NowAsync(default))!.IsBehind);
        Assert.Equal(2, _lag.Looks);
    }

    [Fact]
    public async Task Now_QueueCannotBeLookedAt_IsBehindUntilItCan()
    {
        var watch = Watch();
        _lag.Down = new InvalidOperationException();
        Assert.True((await watch.NowAsync(default))!.IsBehind);

        _lag.Down = null;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False((await watch.NowAsync(default))!.IsBehind);
    }

    [Fact]
    public async Task Now_WhileBehind_RaisesTheAlarmOnceAMinute()
    {
        var watch = Watch();
        _lag.Oldest = Given.Noon.AddSeconds(-30);
        for (var i = 0; i < 13; i++)   // from noon on, every ten seconds; behind after 30
        {
            await watch.NowAsync(default);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([1510, 1510], _log.Logged);
    }

    private IngestWatch Watch(IngestMode mode = IngestMode.ServiceBus) => new(new() { Mode = mode }, _clock, _log, _lag);

    private sealed class Ids : ILogger<IngestWatch>
    {
        public List<int> Logged { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Logged.Add(eventId.Id);
    }
}
