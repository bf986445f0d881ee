using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Where a person can be reached.</summary>
public static class Reach
{
    /// <summary>Addresses on a channel: one e-mail address, one phone number, or the token of every installation, each once; none when unreachable.</summary>
    public static IReadOnlyList<string> Addresses(Profile profile, Channel channel) => channel switch
    {
        Channel.Email => One(profile.Email?.Value),
        Channel.Sms => One(profile.Phone?.Value),
        Channel.Push => [.. profile.Installations.Select(each => each.Token).OfType<string>().Where(token => token.Length > 0).Distinct(StringComparer.Ordinal)],
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };

    /// <summary>The platform of an installation's token; the latest one's, should two bear it.</summary>
    public static string Platform(Profile profile, string token) =>
        profile.Installations.Where(each => each.Token == token).MaxBy(each => each.At)?.Platform ?? "";

    /// <summary>Whether there is any address on a channel.</summary>
    public static bool Has(Profile profile, Channel channel) => Addresses(profile, channel).Count > 0;

    /// <summary>Whether there is an address on a channel, and consent to use it for a purpose.</summary>
    public static bool Agreed(Profile profile, Channel channel, string purpose) => Has(profile, channel) && profile.Agrees(channel, purpose);

    /// <summary>The channels of a touch in the order they are tried: the person's own preference first, when it is among them.</summary>
    public static IReadOnlyList<Channel> Order(Profile profile, IReadOnlyList<Channel> channels) =>
        Preferred(profile, channels) is { } own && channels[0] != own ? [own, .. channels.Where(each => each != own)] : channels;

    /// <summary>The channel that the person prefers, when it is among those given.</summary>
    public static Channel? Preferred(Profile profile, IReadOnlyList<Channel> channels)
    {
        foreach (var channel in channels)
        {
            if (AttemptKey.Name(channel) == profile.PreferredChannel?.Value)
                return channel;
        }

        return null;
    }

    private static string[] One(string? address) => string.IsNullOrEmpty(address) ? [] : [address];
}
