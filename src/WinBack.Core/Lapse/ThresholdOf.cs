using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>The threshold of one user and where it comes from.</summary>
/// <param name="Length">The threshold.</param>
/// <param name="Segment">Segment it comes from, from 0; null for another origin.</param>
/// <param name="Gap">Days of the gap it comes from; null for another origin.</param>
/// <param name="Gaps">The user's own gaps that are known.</param>
/// <param name="MayChange">Whether another segment may be the user's by time alone.</param>
internal readonly record struct ThresholdOf(Threshold Length, int? Segment, int? Gap, int Gaps, bool MayChange)
{
    /// <summary>The threshold of a user: by their rhythm where enough of it is known, else by the first segment they belong to, else the fixed one.</summary>
    public static ThresholdOf User(User user, SilenceRule part, DateTimeOffset now)
    {
        var gaps = 0;
        if (part.Rhythm is { Of: RhythmOf.Base } shared)
        {
            if (shared.BaseGap is { } everybodys and > 0)
                return new(shared.For(everybodys), Segment: null, everybodys, gaps, MayChange: false);
        }
        else if (part.Rhythm is { } rhythm && OwnGap(user.Activity, part.Since, rhythm, out gaps) is { } gap)
            return new(rhythm.For(gap), Segment: null, gap, gaps, MayChange: false);
        var mayChange = false;
        for (var i = 0; i < part.Segments.Count; i++)
        {
            mayChange |= part.Segments[i].ReadsTheClock;
            if (AudienceMatcher.Matches(part.Segments[i].When, user, now))
                return new(part.Segments[i].After, i, Gap: null, gaps, mayChange);
        }

        return new(part.After, Segment: null, Gap: null, gaps, mayChange);
    }

    /// <summary>Where it comes from; null for the one threshold of a rule that has no other.</summary>
    public string? Words(Rhythm? rhythm) => this switch
    {
        { Gap: { } gap } when rhythm!.Of == RhythmOf.Base => string.Create(
            CultureInfo.InvariantCulture, $"everybody's rhythm: {rhythm.Quantile * 100:0.#} % of gaps were at most {gap} days, times {rhythm.Times}"),
        { Gap: { } gap } => string.Create(
            CultureInfo.InvariantCulture, $"their own rhythm: {rhythm!.Quantile * 100:0.#} % of their last {Gaps} gaps were at most {gap} days, times {rhythm.Times}"),
        { Segment: { } segment } => string.Create(CultureInfo.InvariantCulture, $"segment {segment + 1} of the rule"),
        _ when rhythm is { Of: RhythmOf.Base } => "too little rhythm of anybody",
        _ when rhythm is not null => string.Create(CultureInfo.InvariantCulture, $"too little rhythm of their own: {Gaps} of {rhythm.MinGaps} gaps"),
        _ => null,
    };

    /// <summary>The gap that the rhythm's share of a user's own gaps does not exceed; null with too few of them. Allocates nothing.</summary>
    /// <param name="activity">The user's activity.</param>
    /// <param name="since">Event types; empty for any.</param>
    /// <param name="rhythm">The rule.</param>
    /// <param name="gaps">How many gaps are known.</param>
    public static int? OwnGap(ActivitySummary activity, IReadOnlyList<string> since, Rhythm rhythm, out int gaps)
    {
        Span<int> known = stackalloc int[ActiveDays.Most];
        gaps = OwnGaps(activity, since, known);
        return gaps < rhythm.MinGaps ? null : known[(int)Math.Ceiling(Math.Round(rhythm.Quantile * gaps, 6)) - 1];
    }

    /// <summary>A user's own gaps in days, shortest first.</summary>
    /// <param name="activity">The user's activity.</param>
    /// <param name="since">Event types; empty for any.</param>
    /// <param name="one">Takes them; room for <see cref="ActiveDays.Most"/>.</param>
    /// <returns>How many there are.</returns>
    public static int OwnGaps(ActivitySummary activity, IReadOnlyList<string> since, Span<int> one)
    {
        Span<int> other = stackalloc int[ActiveDays.Most];
        var count = 0;
        if (since.Count > 0)
        {
            for (var i = 0; i < since.Count; i++)
            {
                if (activity.ByType.TryGetValue(since[i], out var type))
                    Add(type.Days.LatestFirst, one, other, ref count);
            }
        }
        else
        {
            foreach (var (_, type) in activity.ByType)
                Add(type.Days.LatestFirst, one, other, ref count);
        }

        var gaps = Math.Max(0, count - 1);
        for (var i = 0; i < gaps; i++)
            one[i] -= one[i + 1];
        one[..gaps].Sort();
        return gaps;
    }

    private static void Add(ReadOnlySpan<int> days, Span<int> one, Span<int> scratch, ref int count)
    {
        count = ActiveDays.Merge(one[..count], days, scratch);
        scratch[..count].CopyTo(one);
    }
}
