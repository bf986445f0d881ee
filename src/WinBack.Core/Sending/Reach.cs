using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Where a person can be reached.</summary>
public static class Reach
{
    /// <summary>
    /// Where a person can be reached on a channel: one e-mail address, one phone number, or the token of every installation, each once; none when
    /// unreachable. A webhook reaches everybody: its address stands for the user id, so that suppressions and trails treat it like any other.
    /// </summary>
    public static IReadOnlyList<string> Addresses(User user, Channel channel) => channel == Channel.Webhook ? [OfUser(user.Id)] : Addresses(user.Profile, channel);

    /// <summary>As the other, from the profile alone: nothing for webhooks, which need nothing of it.</summary>
    public static IReadOnlyList<string> Addresses(Profile profile, Channel channel) => channel switch
    {
        Channel.Email => One(profile.Email?.Value),
        Channel.Sms => One(profile.Phone?.Value),
        Channel.Push => [.. profile.Installations.Select(each => each.Token).OfType<string>().Where(token => token.Length > 0).Distinct(StringComparer.Ordinal)],
        Channel.Webhook => [],
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };

    /// <summary>The platform of an installation's token; the latest one's, should two bear it.</summary>
    public static string Platform(Profile profile, string token) =>
        profile.Installations.Where(each => each.Token == token).MaxBy(each => each.At)?.Platform ?? "";

    /// <summary>Whether there is any address on a channel.</summary>
    public static bool Has(User user, Channel channel) => Addresses(user, channel).Count > 0;

    /// <summary>As the other, from the profile alone.</summary>
    public static bool Has(Profile profile, Channel channel) => Addresses(profile, channel).Count > 0;

    /// <summary>Whether a touch has an address on a channel, and consent to use it for a purpose where it needs one.</summary>
    public static bool Agreed(User user, Touch touch, Channel channel, string purpose, WebhookTargets webhooks) =>
        Has(user, channel) && MayUse(user.Profile, touch, channel, purpose, webhooks);

    /// <summary>
    /// Whether what the person said allows a touch on a channel. A target of webhooks that asks for no consent may be used until they say no, to
    /// whatever purpose.
    /// </summary>
    public static bool MayUse(Profile profile, Touch touch, Channel channel, string purpose, WebhookTargets webhooks) => profile.Said(channel, purpose) is { } said
        ? said.Given
        : channel == Channel.Webhook && touch.WebhookTarget is { } target && !webhooks.RequiresConsent(target)
            && !profile.AllSaid().Any(each => each.Channel == channel && !each.Said.Given);

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

    // Hexadecimal, because addresses are compared without the case of their letters and ids are not.
    private static string OfUser(string userId) => "user:" + Convert.ToHexString(Encoding.UTF8.GetBytes(userId));

    private static string[] One(string? address) => string.IsNullOrEmpty(address) ? [] : [address];
}
