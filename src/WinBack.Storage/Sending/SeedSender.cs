using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// Sends a campaign to seed addresses, so that whoever wrote it sees it in a real mailbox or phone. Outside caps, quiet hours and reports: no
/// enrolment, contact, ledger row or fact comes of it, and an offer shows a sample of its code. Suppressions hold all the same, and so do the providers' limits.
/// </summary>
public sealed class SeedSender(ISuppressions suppressions, Channels channels, MessageFrames frames, LapseOptions lapse, TimeProvider clock)
{
    /// <summary>Stands before the subject, the title or the text of every test message.</summary>
    public const string Mark = "[Test] ";

    /// <summary>Most seeds at once.</summary>
    public const int MostSeeds = 50;

    private readonly DateTimeZone _projectZone = DateTimeZoneProviders.Tzdb[lapse.DefaultZone];

    /// <summary>Sends every touch on every channel that it has and the seed has an address for.</summary>
    /// <param name="campaign">Published or not.</param>
    /// <param name="seeds">At most <see cref="MostSeeds"/>; need be no users.</param>
    /// <param name="cancel">Stops before the next message.</param>
    /// <returns>One result for each message that there was an address for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more seeds.</exception>
    public async Task<IReadOnlyList<SeedResult>> SendAsync(Campaign campaign, IReadOnlyList<User> seeds, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seeds.Count, MostSeeds, nameof(seeds));
        var results = new List<SeedResult>();
        var run = clock.GetUtcNow();
        for (var seed = 0; seed < seeds.Count; seed++)
        {
            foreach (var touch in campaign.AllTouches())
            {
                foreach (var channel in touch.Channels.Where(channel => Reach.Has(seeds[seed], channel)))
                {
                    var (isSent, detail) = await SendAsync(new(campaign, touch, channel, seeds[seed], seed + 1, run), cancel);
                    results.Add(new(seed + 1, touch.Id, channel, isSent, detail));
                }
            }
        }

        return results;
    }

    private async Task<(bool IsSent, string Detail)> SendAsync(TestMessage test, CancellationToken cancel)
    {
        if (!channels.Served.Contains(test.Channel))
            return (false, "the channel is not served here");
        if (test.Channel == Channel.Webhook && test.Touch.WebhookTarget is { } target && !channels.Webhooks.Serves(target))
            return (false, $"the settings know no target {target}");
        var key = string.Create(CultureInfo.InvariantCulture, $"test:{test.Campaign.Id}:{test.Run.UtcTicks}:{test.Number}:{test.Touch.Id}:{AttemptKey.Name(test.Channel)}");
        var frame = frames.For(AttemptReference.For(key, shard: 0), test.Channel, test.Seed.Profile) with { ClickLink = null };     // a click of ours is nobody's
        var reader = SampleOffer.Shown(test.Seed, test.Campaign, test.Touch, variant: null, test.Run);      // a real code is nobody's to be tried out
        var rendering = MessageRenderer.Render(test.Campaign, test.Touch, test.Channel, reader, frame, _projectZone);
        if (rendering is not Rendering.Done done)
            return (false, $"nothing to send: {((Rendering.Failed)rendering).Why}");
        var free = new List<string>();
        foreach (var address in Reach.Addresses(test.Seed, test.Channel))
        {
            if (!await suppressions.IsSuppressedAsync(test.Channel, address, cancel))
                free.Add(address);
        }

        if (free.Count == 0)
            return (false, "the address is suppressed: its owner said stop, or it is dead");
        if ((await channels.TakeTokenAsync(test.Channel, clock.GetUtcNow(), cancel)).Wait is { } until)
            return (false, string.Create(CultureInfo.InvariantCulture, $"the provider's limit is used up until {until.UtcDateTime:HH:mm:ss} UTC; try again then"));
        return await HandOverAsync(Message(test, key, done.Message, frame, free), cancel);
    }

    private async Task<(bool IsSent, string Detail)> HandOverAsync(OutboundMessage message, CancellationToken cancel)
    {
        try
        {
            return await channels[message.Channel].SendAsync(message, cancel) switch
            {
                SendResult.Accepted => (true, "sent"),
                SendResult.RefusedForGood refused => (false, $"refused: {refused.Reason}"),
                SendResult.RefusedForNow later => (false, $"refused for now: {later.Reason}"),
                SendResult.Unknown unknown => (false, $"no answer says whether it was sent: {unknown.Reason}"),
                var other => throw new InvalidOperationException($"A new kind of answer, {other.GetType().Name}, must be added here."),
            };
        }
        catch (ChannelUnavailableException unavailable)
        {
            return (false, $"not sent: {unavailable.Message}");
        }
    }

    private OutboundMessage Message(TestMessage test, string key, RenderedMessage content, MessageFrame frame, List<string> addresses) => new()
    {
        Key = key,
        Channel = test.Channel,
        UserId = "",            // nobody's: the audit holds no promise against it
        Campaign = test.Campaign.Id,
        Touch = test.Touch.Id,
        Addresses = addresses,
        Platforms = test.Channel == Channel.Push ? [.. addresses.Select(token => Reach.Platform(test.Seed.Profile, token))] : null,
        Content = Marked(test.Channel, content),
        Reference = frame.Reference,
        UnsubscribeUrl = frame.UnsubscribeUrl,
        Person = WebhookAddresses.For(content, test.Seed.Profile, channels.Webhooks),
        IsTest = true,
    };

    private static RenderedMessage Marked(Channel channel, RenderedMessage content) => channel switch
    {
        Channel.Email => content with { Subject = Mark + content.Subject },
        Channel.Push or Channel.Webhook => content with { Title = Mark + content.Title },
        _ => content with { Text = Mark + content.Text },
    };

    private sealed record TestMessage(Campaign Campaign, Touch Touch, Channel Channel, User Seed, int Number, DateTimeOffset Run);
}
