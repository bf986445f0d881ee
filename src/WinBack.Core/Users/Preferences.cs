using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>What a person asked for beside yes and no to a channel. It holds for every campaign, in addition to the campaign's own rules.</summary>
/// <param name="At">When they asked; the newest stands.</param>
/// <param name="Frequency">How often they may be contacted, on all channels together.</param>
/// <param name="PausedUntil">Nothing before this instant; null for no pause.</param>
public sealed record Preferences(DateTimeOffset At, PreferredFrequency Frequency, DateTimeOffset? PausedUntil)
{
    /// <summary>When not to be disturbed, by the clock on the person's wall; null for no such hours.</summary>
    public OwnQuietHours? QuietHours { get; init; }

    /// <summary>When a merge brought it to this user; null where they asked for it under this id, and in rows from before it was kept.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>Since when it holds for this user: what was sent before a merge was not judged by what the other had asked for.</summary>
    [JsonIgnore]
    public DateTimeOffset HoldsSince => MergedAt > At ? MergedAt.Value : At;

    /// <summary>Of somebody who asked for nothing.</summary>
    public static Preferences None { get; } = new(DateTimeOffset.UnixEpoch, PreferredFrequency.Any, PausedUntil: null);

    /// <summary>The span that one contact fills, by the person's own wish; null when they set none.</summary>
    public TimeSpan? OneContactPer => Frequency switch
    {
        PreferredFrequency.Weekly => TimeSpan.FromDays(7),
        PreferredFrequency.Monthly => TimeSpan.FromDays(30),
        _ => null,
    };

    /// <summary>Whether a pause holds at an instant; at its very end it is over.</summary>
    public bool IsPausedAt(DateTimeOffset instant) => PausedUntil is { } until && instant < until;

    /// <summary>The newer of two, of which either may be missing; on a tie the first.</summary>
    public static Preferences? Newer(Preferences? one, Preferences? other) => other is null || other.At <= one?.At ? one : other;
}

/// <summary>Hours of the day in which a person does not want to be disturbed; they may go over midnight.</summary>
/// <param name="From">First quiet time of day.</param>
/// <param name="To">First time of day that is not quiet any more; other than <paramref name="From"/>.</param>
public sealed record OwnQuietHours(TimeOnly From, TimeOnly To);

/// <summary>How often a person wants to hear from us at most.</summary>
public enum PreferredFrequency
{
    /// <summary>As often as campaigns allow.</summary>
    Any,

    /// <summary>Once in seven days.</summary>
    Weekly,

    /// <summary>Once in thirty days.</summary>
    Monthly,
}
