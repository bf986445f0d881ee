using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Decides whether a user has lapsed by a campaign's rule, and when they could next.</summary>
public static class LapseJudge
{
    /// <summary>Gives the verdict for one user and one campaign.</summary>
    /// <param name="user">As stored now.</param>
    /// <param name="campaign">An active campaign.</param>
    /// <param name="zone">The user's zone.</param>
    /// <param name="now">Instant of judging.</param>
    public static LapseVerdict Judge(User user, Campaign campaign, DateTimeZone zone, DateTimeOffset now)
    {
        if (user.MergedInto is not null)
            return new LapseVerdict.Barred(null, "the user turned out to be another one, and was merged into them");
        var rule = campaign.Lapse;
        var last = user.Activity.LastOf(rule.Since);
        var counted = last ?? (rule.NeverActive == NeverActive.FromFirstSeen ? user.Activity.FirstSeen : null);
        if (counted is not { } from)
            return new LapseVerdict.NeverActiveBefore();
        var at = rule.After.After(from, zone);
        if (HoldsBack(user, campaign, zone, last) is { } held)
        {
            if (held.Until is not { } until)
                return held;
            at = at > until ? at : until;
        }

        if (now < at)
            return new LapseVerdict.NotYet(at);
        var beyond = from + (rule.After.After(from, zone) - from) * campaign.Entry.NotBeyond;
        return now > beyond
            ? new LapseVerdict.TooLongAgo(from, beyond)
            : new LapseVerdict.Lapsed(last, at);
    }

    private static LapseVerdict.Barred? HoldsBack(User user, Campaign campaign, DateTimeZone zone, DateTimeOffset? last)
    {
        if (!user.Episodes.TryGetValue(campaign.Id, out var episode))
            return null;
        if (episode.ClosedAt is not { } closed)
            return new(null, "the window of the enrolment before is still open");
        if (last is null || last <= episode.EnrolledAt)
            return new(null, "nothing was done since the enrolment before");
        return new(campaign.CoolDown.After(closed, zone), "cool-down after the enrolment before");
    }
}

/// <summary>What a lapse rule says of a user.</summary>
public abstract record LapseVerdict
{
    private LapseVerdict() { }

    /// <summary>Threshold reached: <c>now ≥ last activity + threshold</c>.</summary>
    /// <param name="LastActivity">Null for a user who was never active and counts from first seen.</param>
    /// <param name="At">The instant at which it was reached.</param>
    public sealed record Lapsed(DateTimeOffset? LastActivity, DateTimeOffset At) : LapseVerdict;

    /// <summary>Will be, unless something happens, at <paramref name="At"/>.</summary>
    public sealed record NotYet(DateTimeOffset At) : LapseVerdict;

    /// <summary>None of the rule's events ever happened, and the rule excludes such users.</summary>
    public sealed record NeverActiveBefore : LapseVerdict;

    /// <summary>Silent for longer than the campaign reaches back.</summary>
    /// <param name="From">The activity counted from.</param>
    /// <param name="Beyond">After this instant nobody silent since then enters.</param>
    public sealed record TooLongAgo(DateTimeOffset From, DateTimeOffset Beyond) : LapseVerdict;

    /// <summary>An episode of the same campaign stands in the way.</summary>
    /// <param name="Until">Until when; null until something happens.</param>
    /// <param name="Why">For people.</param>
    public sealed record Barred(DateTimeOffset? Until, string Why) : LapseVerdict;
}
