using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>The channels that are served here, and their tokens.</summary>
public sealed class Channels
{
    private readonly Dictionary<Channel, IChannel> _byChannel;
    private readonly Dictionary<Channel, SendPace> _paces;

    /// <param name="channels">At most one for each channel.</param>
    /// <param name="options">Their pace.</param>
    /// <exception cref="ArgumentException">Two serve the same channel.</exception>
    public Channels(IEnumerable<IChannel> channels, SendingOptions options)
    {
        _byChannel = channels.ToDictionary(each => each.Channel);
        _paces = _byChannel.Keys.Where(channel => options.PerMinute(channel) is not null).ToDictionary(channel => channel, channel => new SendPace(options.PerMinute(channel)!.Value));
        Served = _byChannel.Keys.ToHashSet();
    }

    /// <summary>Channels that a message can be handed to.</summary>
    public IReadOnlySet<Channel> Served { get; }

    /// <summary>The one that serves a channel in <see cref="Served"/>.</summary>
    public IChannel this[Channel channel] => _byChannel[channel];

    /// <summary>Takes a token of a channel; see <see cref="SendPace.Take"/>.</summary>
    public DateTimeOffset? TakeToken(Channel channel, string key, DateTimeOffset now)
    {
        if (!_paces.TryGetValue(channel, out var pace))
            return null;
        lock (pace)
            return pace.Take(key, now);
    }
}
