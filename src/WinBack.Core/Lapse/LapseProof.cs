using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>
/// Whether activity that became known after an enrolment shows that it should not have been: dated before it, but later than the lapse allows, by
/// the thresholds of the moment; or, after an entering event, something that makes it idle.
/// </summary>
public static class LapseProof
{
    /// <summary>What an activity leaves of the silences that an enrolment was judged by.</summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="silences">Those not disproved so far; null in rows that keep none.</param>
    /// <param name="type">Type of the activity; no refund and no profile update.</param>
    /// <param name="at">When it was, not later than the enrolment.</param>
    /// <param name="enrolledAt">When the user was enrolled.</param>
    /// <param name="zone">The user's zone.</param>
    /// <returns>Those that still stand.</returns>
    public static IReadOnlyList<ReachedSilence> Standing(
        Campaign campaign, IReadOnlyList<ReachedSilence>? silences, string type, DateTimeOffset at, DateTimeOffset enrolledAt, DateTimeZone zone)
    {
        if (campaign.Lapse is not { } rule)
            return [];
        return [.. (silences ?? Fixed(rule)).Where(silence => !Disproves(silence))];

        bool Disproves(ReachedSilence silence)
        {
            var part = rule.Parts[silence.Part];
            if (part.Since.Count > 0 && !part.Since.Contains(type))
                return false;
            var threshold = Threshold.TryParse(silence.Threshold, out var kept) ? kept : part.After;
            return SilenceState.Reached(at, threshold.After(at, zone), rule.AtRisk) > enrolledAt;
        }
    }

    /// <summary>Whether what is left of the silences is no lapse.</summary>
    /// <param name="campaign">The pinned version, of a lapse rule.</param>
    /// <param name="silences">Those the enrolment was judged by; null in rows that keep none.</param>
    /// <param name="standing">Those that still stand.</param>
    public static bool IsDisproved(Campaign campaign, IReadOnlyList<ReachedSilence>? silences, IReadOnlyList<ReachedSilence> standing) => campaign.Lapse is { } rule
        && (rule.Join == LapseJoin.Any ? standing.Count == 0 : standing.Count < (silences ?? Fixed(rule)).Count);

    /// <summary>Whether an activity makes the event that entered a user idle.</summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="trigger">When the event was.</param>
    /// <param name="type">Type of the activity; no refund.</param>
    /// <param name="at">When it was, not later than the enrolment.</param>
    public static bool MakesIdle(Campaign campaign, DateTimeOffset? trigger, string type, DateTimeOffset at) =>
        campaign.On is { } on && at > trigger && on.Unless.Contains(type);

    // Rows that keep no silences were judged by fixed thresholds.
    private static IReadOnlyList<ReachedSilence> Fixed(LapseRule rule) =>
        [.. rule.Parts.Select((part, index) => new ReachedSilence(index, default, WasActive: true, part.After.ToString(), default, How: null))];
}
