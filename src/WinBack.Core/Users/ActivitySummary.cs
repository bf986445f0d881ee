namespace WinBack.Core.Users;

/// <summary>
/// What a user did, in sums. Moves forward only: a late event never makes a user look less recent. A refund is nothing the user did: it takes
/// from the value and leaves every count and instant of activity as it is.
/// </summary>
public sealed record ActivitySummary
{
    /// <summary>Instant of the earliest event of any type, refunds apart; null before the first.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Instant of the latest event of any type, refunds apart; null before the first.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Instant of the latest refund, or null: up to when the values reach, where that is later than <see cref="LastSeen"/>.</summary>
    public DateTimeOffset? LastRefund { get; init; }

    /// <summary>By event type; at most <see cref="UserLimits.EventTypes"/>.</summary>
    public IReadOnlyDictionary<string, ActivityCount> ByType { get; init; } = new Dictionary<string, ActivityCount>();

    /// <summary>The latest instant among <paramref name="types"/>, or null if none of them ever happened.</summary>
    /// <param name="types">Event types; empty means any type.</param>
    public DateTimeOffset? LastOf(IReadOnlyList<string> types)
    {
        if (types.Count == 0)
            return LastSeen;
        DateTimeOffset? last = null;
        for (var i = 0; i < types.Count; i++)
        {
            if (ByType.TryGetValue(types[i], out var count) && (last is null || count.Last > last))
                last = count.Last;
        }

        return last;
    }
}

/// <summary>How often, when and for how much a user did one thing.</summary>
/// <param name="Count">Number of events, refunds apart.</param>
/// <param name="First">Earliest; null while there were refunds only.</param>
/// <param name="Last">Latest; null while there were refunds only.</param>
/// <param name="Value">Sum of the events' values, in the currency of reports; refunds subtract.</param>
public sealed record ActivityCount(int Count, DateTimeOffset? First, DateTimeOffset? Last, decimal Value)
{
    private readonly ActiveDays _days = ActiveDays.None;
    private readonly RecentSums _recent = RecentSums.None;

    /// <summary>Before the first event.</summary>
    public static readonly ActivityCount None = new(0, First: null, Last: null, Value: 0);

    /// <summary>The latest days on which it happened, refunds apart. Empty in rows written before days were kept, and filled by what comes since.</summary>
    public ActiveDays Days { get => _days; init => _days = value ?? ActiveDays.None; }

    /// <summary>Count and value of the latest days and months. Empty in rows written before they were kept, and filled by what comes since.</summary>
    public RecentSums Recent { get => _recent; init => _recent = value ?? RecentSums.None; }

    /// <summary>With one more event, in whatever order events come.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="value">Its value; a negative one makes it a refund.</param>
    public ActivityCount With(DateTimeOffset at, decimal? value) => value < 0
        ? this with { Value = Value + value.Value, Recent = Recent.With(at, count: 0, value.Value) }
        : new(Count + 1, First < at ? First : at, Last > at ? Last : at, Value + (value ?? 0)) { Days = Days.With(at), Recent = Recent.With(at, count: 1, value ?? 0) };
}
