using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>The channels that are served here, and their tokens.</summary>
public sealed class Channels : IDisposable
{
    private readonly Dictionary<Channel, IChannel> _byChannel;
    private readonly Dictionary<Channel, Tokens> _tokens;
    private readonly Paces _paces;

    /// <param name="channels">At most one for each channel.</param>
    /// <param name="options">Their pace.</param>
    /// <param name="paces">The tokens that all instances share.</param>
    /// <param name="webhooks">Targets of webhook touches; none is known unless given.</param>
    /// <exception cref="ArgumentException">Two serve the same channel.</exception>
    public Channels(IEnumerable<IChannel> channels, SendingOptions options, Paces paces, WebhookTargets? webhooks = null)
    {
        _byChannel = channels.ToDictionary(each => each.Channel);
        _tokens = _byChannel.Values
            .Where(each => options.Limits(each.Channel) is not null)
            .ToDictionary(each => each.Channel, each => new Tokens(Paces.Key(each), options.Limits(each.Channel)!));
        _paces = paces;
        Served = _byChannel.Keys.ToHashSet();
        SmsHours = SmsHours.With(options.SmsHours);
        Webhooks = webhooks ?? WebhookTargets.None;
    }

    /// <summary>Channels that a message can be handed to.</summary>
    public IReadOnlySet<Channel> Served { get; }

    /// <summary>Hours of text messages by country.</summary>
    public SmsHours SmsHours { get; }

    /// <summary>Targets of webhook touches.</summary>
    public WebhookTargets Webhooks { get; }

    /// <summary>The one that serves a channel in <see cref="Served"/>.</summary>
    public IChannel this[Channel channel] => _byChannel[channel];

    /// <summary>Takes a token of a channel.</summary>
    /// <param name="channel">One that is served.</param>
    /// <param name="now">Instant of the request.</param>
    /// <param name="cancel">Stops waiting; tokens may be lost.</param>
    /// <returns>No wait when one was taken, or when there is no limit. Else when to come back; when promised, with a token that is the caller's alone from then on.</returns>
    public async ValueTask<(DateTimeOffset? Wait, bool IsPromised)> TakeTokenAsync(Channel channel, DateTimeOffset now, CancellationToken cancel)
    {
        if (!_tokens.TryGetValue(channel, out var tokens))
            return (null, IsPromised: false);
        await tokens.Turn.WaitAsync(cancel);
        try
        {
            if (tokens.Pace.Use(now) is not { } at)
            {
                // Others were faster every time: nothing is promised, and the next try is a new one.
                if (await _paces.LeaseAsync(tokens.Key, tokens.Limits, now, tokens.Pace.Wanted, cancel) is not { } lease)
                    return (now + SequencePlan.Breath, IsPromised: false);
                tokens.Pace.Hold(lease);
                at = tokens.Pace.Use(now)!.Value;       // a new lease begins no earlier than a burst ago
            }

            return at <= now ? (null, IsPromised: false) : (at, IsPromised: true);
        }
        finally
        {
            tokens.Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tokens in _tokens.Values)
            tokens.Turn.Dispose();
    }

    private sealed record Tokens(string Key, PaceLimits Limits)
    {
        public SendPace Pace { get; } = new(Limits);

        public SemaphoreSlim Turn { get; } = new(1);
    }
}
