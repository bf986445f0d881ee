using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>What a lapse rule, or the trigger in its place, says of a user.</summary>
public abstract record LapseVerdict
{
    private LapseVerdict() { }

    /// <summary>Threshold reached: <c>now ≥ last activity + threshold</c>; or the event is long enough ago.</summary>
    /// <param name="LastActivity">The decisive activity, or the event; null for a user who was never active and counts from first seen.</param>
    /// <param name="At">The instant at which it was reached.</param>
    public sealed record Lapsed(DateTimeOffset? LastActivity, DateTimeOffset At) : LapseVerdict
    {
        /// <summary>The silences that are reached, with their numbers; null after an event.</summary>
        public IReadOnlyList<ReachedSilence>? LapsedBy { get; init; }

        /// <summary>The event that enters the user; null after a lapse.</summary>
        public ArmedTrigger? Trigger { get; init; }
    }

    /// <summary>Will be, unless something happens, at <paramref name="At"/>.</summary>
    public sealed record NotYet(DateTimeOffset At) : LapseVerdict
    {
        /// <summary>Lower bound of when it could be, and later than the instant of judging: earlier than <see cref="At"/> only where time alone can change the threshold.</summary>
        public DateTimeOffset Bound { get; init; } = At;
    }

    /// <summary>None of the rule's events ever happened, and the rule excludes such users.</summary>
    public sealed record NeverActiveBefore : LapseVerdict;

    /// <summary>Silent for longer than the campaign reaches back, lapsed where the campaign is for those at risk, or the event is too long ago.</summary>
    /// <param name="From">The activity or event counted from.</param>
    /// <param name="Beyond">After this instant nobody silent since then enters.</param>
    public sealed record TooLongAgo(DateTimeOffset From, DateTimeOffset Beyond) : LapseVerdict
    {
        /// <summary>When the threshold was reached, or the event was long enough ago.</summary>
        public required DateTimeOffset At { get; init; }

        /// <summary>The silences that are reached, with their numbers; null after an event.</summary>
        public IReadOnlyList<ReachedSilence>? LapsedBy { get; init; }
    }

    /// <summary>An episode of the same campaign stands in the way, or something that makes the event idle.</summary>
    /// <param name="Until">Until when; null until something happens.</param>
    /// <param name="Why">For people.</param>
    public sealed record Barred(DateTimeOffset? Until, string Why) : LapseVerdict;
}
