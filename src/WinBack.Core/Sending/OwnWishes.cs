using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// What a person asked for in the preference centre, as rules about a touch. In a pause a touch is skipped, not held: what was planned for then is
/// stale when the pause ends, and all of it at once is not what was asked for.
/// </summary>
internal static class OwnWishes
{
    /// <summary>Name of the rule about pauses in findings.</summary>
    public const string Pause = "pause";

    /// <summary>Name of the rule about frequency in findings.</summary>
    public const string Frequency = "own-frequency";

    /// <summary>Name of the rule about the person's own quiet hours in findings.</summary>
    public const string QuietHours = "own-quiet-hours";

    /// <summary>The person's own quiet hours as hours to judge by; null when they set none.</summary>
    /// <param name="preferences">What the person asked for, if anything.</param>
    /// <param name="campaign">Whose quiet hours say how held messages are spread.</param>
    public static QuietHours? Quiet(Preferences? preferences, Campaign campaign) =>
        preferences?.QuietHours is { } own ? new(own.From, own.To, campaign.QuietHours?.Spread ?? TimeSpan.Zero) : null;

    /// <summary>What the person's own limit says about one more contact; null when they set none.</summary>
    /// <param name="user">The person.</param>
    /// <param name="channel">Channel of the contact; the limit counts all.</param>
    /// <param name="contacts">Contacts that count.</param>
    /// <param name="reserved">Slots to leave free.</param>
    /// <param name="now">Instant of the contact.</param>
    public static CapVerdict? Judge(User user, Channel channel, IReadOnlyList<Contact> contacts, IReadOnlyList<ReservedSlot> reserved, DateTimeOffset now) =>
        user.Preferences?.OneContactPer is { } per ? FrequencyCaps.Judge([new FrequencyCap(Channel: null, 1, per)], channel, contacts, reserved, now) : null;
}
