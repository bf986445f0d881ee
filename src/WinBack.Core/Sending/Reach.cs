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

    private static string[] One(string? address) => string.IsNullOrEmpty(address) ? [] : [address];
}
