using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Where a user stands by one silence of a lapse rule.</summary>
/// <param name="Last">Latest activity of its types; null if there was none.</param>
/// <param name="From">What it counts from; null when it counts from nothing, and so is never reached.</param>
/// <param name="Threshold">The user's own threshold.</param>
/// <param name="At">When the user enters by it.</param>
/// <param name="Bound">Lower bound of <paramref name="At"/>, whatever segment the user comes into by time alone.</param>
/// <param name="Beyond">From when on it is too late to enter: silent too long, or no longer at risk but lapsed.</param>
internal readonly record struct SilenceState(
    DateTimeOffset? Last, DateTimeOffset? From, ThresholdOf Threshold, DateTimeOffset At, DateTimeOffset Bound, DateTimeOffset Beyond)
{
    /// <summary>Looks at one user.</summary>
    public static SilenceState Of(User user, Campaign campaign, SilenceRule part, DateTimeZone zone, DateTimeOffset now)
    {
        var last = user.Activity.LastOf(part.Since);
        if ((last ?? (part.NeverActive == NeverActive.FromFirstSeen ? user.Activity.FirstSeen : null)) is not { } from)
            return new(last, From: null, default, default, default, default);
        var threshold = ThresholdOf.User(user, part, now);
        var whole = threshold.Length.After(from, zone);
        var share = campaign.Lapse!.AtRisk;
        var at = Reached(from, whole, share);
        var bound = at;
        if (threshold.MayChange)
        {
            foreach (var segment in part.Segments)
                bound = Earlier(bound, Reached(from, segment.After.After(from, zone), share));
            bound = Earlier(bound, Reached(from, part.After.After(from, zone), share));
        }

        return new(last, from, threshold, at, bound, share is null ? from + (whole - from) * campaign.Entry.NotBeyond : whole);
    }

    /// <summary>The instant at which a threshold counts as reached.</summary>
    /// <param name="from">What it counts from.</param>
    /// <param name="whole">The end of the threshold.</param>
    /// <param name="atRisk">Fraction of it that is enough; null for the whole.</param>
    public static DateTimeOffset Reached(DateTimeOffset from, DateTimeOffset whole, double? atRisk) =>
        atRisk is { } share ? from + (whole - from) * share : whole;

    /// <summary>Whether it is too late to enter. Who is at risk has lapsed exactly at the threshold.</summary>
    public bool IsOver(LapseRule rule, DateTimeOffset now) => rule.AtRisk is null ? now > Beyond : now >= Beyond;

    /// <summary>As an enrolment keeps it.</summary>
    public ReachedSilence Kept(int part, Rhythm? rhythm) => new(part, From!.Value, Last is not null, Threshold.Length.ToString(), At, Threshold.Words(rhythm));

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
