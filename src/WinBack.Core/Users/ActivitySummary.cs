namespace WinBack.Core.Users;

/// <summary>What a user did, in sums. Moves forward only: a late event never makes a user look less recent.</summary>
public sealed record ActivitySummary
{
    /// <summary>Instant of the earliest event of any type, or null before the first.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>Instant of the latest event of any type, or null before the first.</summary>
    public DateTimeOffset? LastSeen { get; init; }

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
/// <param name="Count">Number of events.</param>
/// <param name="First">Earliest.</param>
/// <param name="Last">Latest.</param>
/// <param name="Value">Sum of the events' values, in the currencies they came in.</param>
public sealed record ActivityCount(int Count, DateTimeOffset First, DateTimeOffset Last, decimal Value);
