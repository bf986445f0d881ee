using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Sending;

/// <summary>
/// Tells whether the events are behind, from a look at most five seconds old, and raises the alarm while they are, at most once a minute and process.
/// </summary>
/// <param name="options">The mode, and how old an event may get.</param>
/// <param name="clock">Age of events and of looks.</param>
/// <param name="log">Where the alarm goes.</param>
/// <param name="lag">Looks; null where events never wait.</param>
public sealed class IngestWatch(IngestOptions options, TimeProvider clock, ILogger<IngestWatch> log, IIngestLag? lag = null) : IDisposable
{
    private static readonly TimeSpan LookLasts = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenAlarms = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private Look? _last;
    private DateTimeOffset? _alarmed;

    /// <summary>The lag as of now; null where nothing ever waits. A deployment that went over to applying at once may still have a queue to empty.</summary>
    public async ValueTask<IngestLag?> NowAsync(CancellationToken cancel)
    {
        if (lag is null)
            return null;
        var look = _last;
        if (look is null || clock.GetUtcNow() - look.At >= LookLasts)
            look = await LookAsync(cancel);
        var now = look.IsKnown ? IngestLag.Of(look.Oldest, options.MaxIngestLag, clock.GetUtcNow()) : IngestLag.Unknown;
        if (now.IsBehind && look.Oldest is { } oldest)
            Alarm(oldest);
        return now;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // One look at a time: whoever waits for it shares it.
    private async Task<Look> LookAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_last is { } other && clock.GetUtcNow() - other.At < LookLasts)
                return other;
            var at = clock.GetUtcNow();
            try
            {
                var oldest = await lag!.OldestAsync(cancel);
                Measures.IngestLag(oldest is { } since ? at - since : TimeSpan.Zero);
                return _last = new(at, IsKnown: true, oldest);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.IngestLagUnknown(failure);
                return _last = new(at, IsKnown: false, Oldest: null);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private void Alarm(DateTimeOffset oldest)
    {
        var now = clock.GetUtcNow();
        if (_alarmed is { } before && now - before < BetweenAlarms)
            return;
        _alarmed = now;
        log.IngestBehind((long)(now - oldest).TotalSeconds, (long)options.MaxIngestLag.TotalSeconds);
    }

    private sealed record Look(DateTimeOffset At, bool IsKnown, DateTimeOffset? Oldest);
}
