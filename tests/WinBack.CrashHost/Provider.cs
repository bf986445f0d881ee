using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;

namespace WinBack.CrashHost;

/// <summary>When, around a call of the provider, the process is killed.</summary>
internal enum CallMoment
{
    Before,
    Inside,
    After,
}

/// <summary>
/// A provider outside of the app: it keeps each call in a file of its own, on the disk before it answers. The outbox is told too, so that the
/// audit knows what left the house.
/// </summary>
internal sealed class Provider(Channel channel, Outbox outbox, TimeProvider clock, KillSwitch killSwitch, CrashOptions options) : IChannel
{
    private static readonly Lock Gate = new();
    private static int _calls;

    public Channel Channel => channel;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _calls);
        StopAt(CallMoment.Before, number);
        var at = clock.GetUtcNow();
        await outbox.AddAsync(message, at, cancel);
        lock (Gate)
        {
            using var file = new FileStream(Path.Combine(options.Folder, "calls"), FileMode.Append, FileAccess.Write, FileShare.Read);
            file.Write(System.Text.Encoding.UTF8.GetBytes($"{at:O} {message.Key}\n"));
            file.Flush(flushToDisk: true);
        }

        StopAt(CallMoment.Inside, number);
        var answer = new SendResult.Accepted("call-" + message.Key);
        StopAt(CallMoment.After, number);
        return answer;
    }

    private void StopAt(CallMoment moment, int number)
    {
        if (options.StandsStill)
            killSwitch.StandStill($"{moment} {number}");
        if (options.StopAtCall is { } at && at.Moment == moment && at.Number == number)
            killSwitch.Kill();
    }
}
