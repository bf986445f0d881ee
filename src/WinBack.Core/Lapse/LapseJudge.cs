using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Decides whether a user has lapsed by a campaign's rule, or is entered by its event, and when that could next be so.</summary>
public static class LapseJudge
{
    // Which segment a user belongs to may depend on how many days ago something was, and days are as fine as such conditions count.
    private static readonly TimeSpan SegmentsAgain = TimeSpan.FromDays(1);

    /// <summary>Gives the verdict for one user and one campaign. Reads sums, never history; allocates the verdict and a few numbers.</summary>
    /// <param name="user">As stored now.</param>
    /// <param name="campaign">An active campaign.</param>
    /// <param name="zone">The user's zone.</param>
    /// <param name="now">Instant of judging.</param>
    public static LapseVerdict Judge(User user, Campaign campaign, DateTimeZone zone, DateTimeOffset now)
    {
        if (user.MergedInto is not null)
            return new LapseVerdict.Barred(null, "the user turned out to be another one, and was merged into them");
        if (user.Sunset is { } sunset)
            return new LapseVerdict.Barred(null, SunsetText.Of(sunset));
        if (campaign.Lapse is not { } rule)
            return TriggerJudge.Judge(user, campaign, zone, now);
        for (var i = 0; i < rule.Parts.Count; i++)
        {
            if (rule.Parts[i].IsBeingMeasured)
                return new LapseVerdict.Barred(null, "everybody's rhythm is still being measured for this version of the campaign");
        }

        var found = rule.Join == LapseJoin.All ? AllOf(user, campaign, rule, zone, now) : AnyOf(user, campaign, rule, zone, now);
        if (found.Decisive is not { From: { } from } decisive)
            return new LapseVerdict.NeverActiveBefore();
        var (at, bound) = (decisive.At, found.Bound);
        if (HoldsBack(user, campaign, zone, found.Last) is { } held)
        {
            if (held.Until is not { } until)
                return held;
            at = Later(at, until);
            bound = Later(bound, until);
        }

        if (now < at)
            return new LapseVerdict.NotYet(at) { Bound = bound > now ? bound : Earlier(at, now + SegmentsAgain) };
        var kept = Kept(user, campaign, rule, zone, now);
        return decisive.IsOver(rule, now)
            ? new LapseVerdict.TooLongAgo(from, decisive.Beyond) { At = decisive.At, LapsedBy = kept }
            : new LapseVerdict.Lapsed(decisive.Last, at) { LapsedBy = kept };
    }

    /// <summary>What an earlier episode of the campaign says; null for nothing.</summary>
    internal static LapseVerdict.Barred? HoldsBack(User user, Campaign campaign, DateTimeZone zone, DateTimeOffset? last)
    {
        if (!user.Episodes.TryGetValue(campaign.Id, out var episode))
            return null;
        if (episode.ClosedAt is not { } closed)
            return new(null, "the window of the enrolment before is still open");
        if (campaign.ReEntry?.AtMost is { } most && (episode.Entries ?? episode.Number) is var entries && entries >= most)
            return new(null, most == 1 ? "entered before, and the campaign takes nobody in twice" : string.Create(CultureInfo.InvariantCulture, $"entered {entries} times, of {most} that the campaign allows"));
        if (last is null || last <= episode.EnrolledAt)
            return new(null, "nothing was done since the enrolment before");
        var cool = campaign.CoolDown.After(closed, zone);
        return campaign.ReEntry?.After is { } apart && apart.After(episode.EnrolledAt, zone) is var again && again > cool
            ? new(again, "time between two entries")
            : new(cool, "cool-down after the enrolment before");
    }

    // The silence that is reached last decides; one that can never be reached decides, too.
    private static Found AllOf(User user, Campaign campaign, LapseRule rule, DateTimeZone zone, DateTimeOffset now)
    {
        var found = default(Found);
        DateTimeOffset? beyond = null;
        for (var i = 0; i < rule.Parts.Count; i++)
        {
            var state = SilenceState.Of(user, campaign, rule.Parts[i], zone, now);
            if (state.From is null)
                return default;
            beyond = beyond is { } held ? Later(held, state.Beyond) : state.Beyond;
            found = new(
                found.Decisive is not { } decisive || state.At > decisive.At ? state : decisive,
                i == 0 ? state.Bound : Later(found.Bound, state.Bound),
                found.Last > state.Last ? found.Last : state.Last ?? found.Last);
        }

        // Until every silence is whole a user is at risk, whichever decides when that begins.
        return rule.AtRisk is null ? found : found with { Decisive = found.Decisive!.Value with { Beyond = beyond!.Value } };
    }

    // The silence that is reached first decides, of those for which it is not too late.
    private static Found AnyOf(User user, Campaign campaign, LapseRule rule, DateTimeZone zone, DateTimeOffset now)
    {
        var found = default(Found);
        for (var i = 0; i < rule.Parts.Count; i++)
        {
            var state = SilenceState.Of(user, campaign, rule.Parts[i], zone, now);
            if (state.From is null)
                continue;
            var last = found.Last > state.Last ? found.Last : state.Last ?? found.Last;
            var isOver = state.IsOver(rule, now);
            if (found.Decisive is not { } decisive)
                found = new(state, state.Bound, last);
            else if (rule.AtRisk is not null && (isOver || decisive.IsOver(rule, now)))
                found = new(isOver ? state : decisive, found.Bound, last);      // lapsed by one is lapsed: no longer at risk
            else if (decisive.IsOver(rule, now) || (!isOver && state.At < decisive.At))
                found = new(state, decisive.IsOver(rule, now) ? state.Bound : Earlier(found.Bound, state.Bound), last);
            else
                found = new(decisive, isOver ? found.Bound : Earlier(found.Bound, state.Bound), last);
        }

        return found;
    }

    private static ReachedSilence[] Kept(User user, Campaign campaign, LapseRule rule, DateTimeZone zone, DateTimeOffset now)
    {
        var kept = new List<ReachedSilence>(rule.Parts.Count);
        for (var i = 0; i < rule.Parts.Count; i++)
        {
            var state = SilenceState.Of(user, campaign, rule.Parts[i], zone, now);
            if (state.From is not null && state.At <= now)
                kept.Add(state.Kept(i, rule.Parts[i].Rhythm));
        }

        return [.. kept];
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private readonly record struct Found(SilenceState? Decisive, DateTimeOffset Bound, DateTimeOffset? Last);
}
