using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Clock;
using WinBack.Local.Hosting;
using Xunit;

namespace WinBack.Local.Tests.Hosting;

public sealed class VirtualHostTests : IAsyncLifetime
{
    private readonly Diary _diary = new();
    private readonly VirtualClock _clock = new(HostFixture.Start);
    private LocalHost _built = null!;
    private VirtualHost _host = null!;

    public Task InitializeAsync()
    {
        _built = LocalHost.Build(HostFixture.Options(_diary, [typeof(SampleTimers)], _clock));
        _host = new VirtualHost(_built, _clock);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _built.DisposeAsync();

    [Fact]
    public async Task AdvanceTo_SeveralOccurrences_FiresEachAtItsInstantAndTiesByName()
    {
        await _host.AdvanceToAsync(HostFixture.Start.AddHours(4.5));

        Assert.Equal(["01:00 Hourly", "02:00 Hourly", "03:00 Daily last 00:00 next 02 03:00", "03:00 Hourly", "04:00 Hourly"], _diary.Lines);
        Assert.Equal(HostFixture.Start.AddHours(4.5), _host.Now);
    }

    [Fact]
    public async Task AdvanceTo_ExactlyAnOccurrence_FiresItOnce()
    {
        await _host.AdvanceToAsync(HostFixture.Start.AddHours(1));
        await _host.AdvanceToAsync(HostFixture.Start.AddHours(1));

        Assert.Equal(["01:00 Hourly"], _diary.Lines);
    }

    [Fact]
    public async Task AdvanceTo_InManySteps_DoesWhatOneStepDoes()
    {
        for (var minute = 7; minute <= 24 * 60; minute += 7)
            await _host.AdvanceToAsync(HostFixture.Start.AddMinutes(minute));
        var inSteps = _diary.Lines;

        var other = new Diary();
        var clock = new VirtualClock(HostFixture.Start);
        await using var built = LocalHost.Build(HostFixture.Options(other, [typeof(SampleTimers)], clock));
        await new VirtualHost(built, clock).AdvanceToAsync(HostFixture.Start.AddMinutes(24 * 60 / 7 * 7));

        Assert.Equal(other.Lines, inSteps);
    }

    [Fact]
    public async Task AdvanceTo_ThePast_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _host.AdvanceToAsync(HostFixture.Start.AddTicks(-1)));

    [Fact]
    public async Task AdvanceTo_WorkOfItsOwn_RunsBeforeTimeMoves()
    {
        var diary = new Diary();
        var clock = new VirtualClock(HostFixture.Start);
        var work = new ChainOfWork(diary, clock, [HostFixture.Start, HostFixture.Start.AddMinutes(30), HostFixture.Start.AddHours(1)]);
        await using var built = LocalHost.Build(HostFixture.Options(diary, [typeof(SampleTimers)], clock, worker => worker.Services.AddSingleton<IHostedWork>(work)));

        await new VirtualHost(built, clock).AdvanceToAsync(HostFixture.Start.AddHours(1));

        Assert.Equal(["00:00 work", "00:00 more", "00:30 work", "00:30 more", "01:00 work", "01:00 more", "01:00 Hourly"], diary.Lines);
    }

    [Fact]
    public async Task AdvanceTo_TimerFunctionThatThrows_StopsThere()
    {
        var clock = new VirtualClock(HostFixture.Start);
        await using var built = LocalHost.Build(HostFixture.Options(_diary, [typeof(FailingTimer)], clock));

        await Assert.ThrowsAsync<InvalidOperationException>(() => new VirtualHost(built, clock).AdvanceToAsync(HostFixture.Start.AddDays(1)));

        Assert.Equal(HostFixture.Start.AddHours(1), clock.GetUtcNow());
    }

    public static class FailingTimer
    {
        [Function("Failing")]
        public static void Run([TimerTrigger("0 0 * * * *")] TimerInfo tick) => throw new InvalidOperationException(tick.IsPastDue ? "late" : "no");
    }

    /// <summary>Something runnable at each of its instants, that makes more work once.</summary>
    private sealed class ChainOfWork(Diary diary, TimeProvider clock, IEnumerable<DateTimeOffset> instants) : IHostedWork
    {
        private readonly Queue<DateTimeOffset> _instants = new(instants);
        private bool _more;

        public DateTimeOffset? NextDue => _instants.TryPeek(out var next) ? next : null;

        public Task<bool> RunReadyAsync(CancellationToken cancel)
        {
            if (_more)
                diary.Write($"{clock.GetUtcNow():HH:mm} more");
            else if (NextDue <= clock.GetUtcNow())
                diary.Write($"{_instants.Dequeue():HH:mm} work");
            else
                return Task.FromResult(false);
            _more = !_more;
            return Task.FromResult(true);
        }

        public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
