namespace WinBack.Core.Sending;

/// <summary>
/// The tokens of one provider, as instants on one line that all instances share: each token is the right to one message from its instant on.
/// Instances take the next few for themselves; who takes from the line writes it back under its ETag, so that no token is taken twice.
/// </summary>
public sealed record PaceSchedule
{
    // A minute's tokens are counted as if they were all used at its end, and a burst later than that: the hour errs on the slow side.
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(61) + PaceLimits.Burst;

    /// <summary>Instant of the first token that nobody has.</summary>
    public DateTimeOffset Next { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Tokens taken by the minute of their instant, oldest first, as far back as the hour's limit looks; empty without one.</summary>
    public IReadOnlyList<MinuteOfTokens> LastHour { get; init; } = [];

    /// <summary>Takes the next tokens.</summary>
    /// <param name="limits">Pace.</param>
    /// <param name="now">Instant of the request.</param>
    /// <param name="wanted">At least 1. Fewer are given where the hour has no room for more.</param>
    /// <returns>The line afterwards, and at least one token; its instant may be ahead.</returns>
    public (PaceSchedule After, PaceLease Lease) Take(PaceLimits limits, DateTimeOffset now, int wanted)
    {
        // A burst is what an idle channel saved up, and never more.
        var start = Later(Next, now - PaceLimits.Burst);
        if (limits.PerHour is not { } perHour)
            return (this with { Next = start + (wanted * limits.Step), LastHour = [] }, new(start, wanted, limits.Step));

        var (from, room) = FirstRoom(start, perHour);
        var lease = new PaceLease(from, Math.Min(wanted, room), limits.Step);
        return (new() { Next = from + (lease.Count * limits.Step), LastHour = [.. Counted(lease)] }, lease);
    }

    // The first instant from which the hour before it has room.
    private (DateTimeOffset From, int Room) FirstRoom(DateTimeOffset start, int perHour)
    {
        var taken = LastHour.Where(each => each.Minute > start - Hour).ToList();
        var count = taken.Sum(each => each.Count);
        for (var i = 0; count >= perHour; i++)
        {
            start = Later(start, taken[i].Minute + Hour);
            count -= taken[i].Count;
        }

        return (start, perHour - count);
    }

    private List<MinuteOfTokens> Counted(PaceLease lease)
    {
        var counts = LastHour.Where(each => each.Minute > lease.Start - Hour).ToList();
        for (var i = 0; i < lease.Count; i++)
        {
            var at = lease.Start + (i * lease.Step);
            var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            if (counts.Count > 0 && counts[^1].Minute == minute)
                counts[^1] = counts[^1] with { Count = counts[^1].Count + 1 };
            else
                counts.Add(new(minute, 1));
        }

        return counts;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>Tokens whose instants lie in one minute.</summary>
/// <param name="Minute">Its beginning, UTC.</param>
/// <param name="Count">At least 1.</param>
public sealed record MinuteOfTokens(DateTimeOffset Minute, int Count);

/// <summary>Tokens that one instance took for itself.</summary>
/// <param name="Start">Instant of the first.</param>
/// <param name="Count">At least 1.</param>
/// <param name="Step">From one to the next.</param>
public sealed record PaceLease(DateTimeOffset Start, int Count, TimeSpan Step);
