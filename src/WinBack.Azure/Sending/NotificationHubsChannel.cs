using Microsoft.Azure.NotificationHubs;
using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>
/// Push notifications by Notification Hubs, sent directly to the handles that the user row holds: the hub keeps no registrations. One call
/// for each platform that the person has devices on; the message is taken when any device's platform took it.
/// </summary>
internal sealed class NotificationHubsChannel(INotificationHubClient hub, string resource, TimeProvider clock, ILogger log) : IChannel
{
    private readonly ProviderCall _call = new("Notification Hubs", clock, log);

    /// <inheritdoc/>
    public Channel Channel => Channel.Push;

    /// <inheritdoc/>
    public string Resource => resource;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (message.ExpiresAt <= now)
            return new SendResult.RefusedForGood("it has expired", Suppress: false);
        var platforms = message.Platforms ?? throw new ArgumentException("A push names the platform of each address.", nameof(message));
        var content = PushContent.Of(message);
        var tally = new PushTally(message.Addresses.Count, now);
        foreach (var devices in message.Addresses.Zip(platforms).GroupBy(each => each.Second, each => each.First, StringComparer.Ordinal))
        {
            if (Notification(devices.Key, content, now) is not { } notification)
                tally.Add(new SendResult.RefusedForGood($"the platform '{devices.Key}' cannot take it", Suppress: false));
            else if (hub.EnableTestSend)
                await SendEachAsync(notification, devices, tally, cancel);
            else
                await SendAsync(notification, [.. devices], tally, cancel);
        }

        return tally.Sum();
    }

    private static Notification? Notification(string platform, PushContent content, DateTimeOffset now) => platform switch
    {
        "fcm" => PushPayload.Fcm(content, now),
        "apns" => PushPayload.Apns(content),
        _ => null,
    };

    // The call for several handles needs a paid hub, the one for one does not, and only the latter can answer for its handle.
    private Task SendAsync(Notification notification, IList<string> handles, PushTally tally, CancellationToken cancel) => tally.AddAsync(
        handles,
        () => _call.RunAsync(
            async stop => Answer(
                handles.Count == 1
                    ? await hub.SendDirectNotificationAsync(notification, handles[0], stop)
                    : await hub.SendDirectNotificationAsync(notification, handles, stop),
                handles),
            cancel));

    private async Task SendEachAsync(Notification notification, IEnumerable<string> handles, PushTally tally, CancellationToken cancel)
    {
        foreach (var handle in handles)
            await SendAsync(notification, [handle], tally, cancel);
    }

    private static SendResult Answer(NotificationOutcome outcome, IList<string> handles)
    {
        var id = outcome.NotificationId is { Length: > 0 } known ? known : outcome.TrackingId ?? "";
        if (outcome.State == NotificationOutcomeState.Enqueued || outcome.Results is not { Count: > 0 } results)
            return new SendResult.Accepted(id) { Devices = new(handles.Count, handles.Count) };
        var taken = results.Count(each => PushOutcome.IsTaken(each.Outcome));
        var dead = handles.Where(handle => results.Exists(each => PushOutcome.IsDead(each.Outcome) && (each.PnsHandle == handle || handles.Count == 1))).ToList();
        return taken > 0
            ? new SendResult.Accepted(id) { Devices = new(Math.Min(taken, handles.Count), handles.Count), Dead = dead }
            : new SendResult.RefusedForGood("no device's platform takes it", Suppress: false) { Dead = dead };
    }
}
