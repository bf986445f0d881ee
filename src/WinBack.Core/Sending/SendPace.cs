namespace WinBack.Core.Sending;

/// <summary>
/// The tokens of one channel that this instance holds. It leases as many as it lately used, doubled while all are, up to two seconds' worth:
/// an instance with little to send takes little from the others. Not thread-safe.
/// </summary>
/// <param name="limits">Pace of the channel.</param>
public sealed class SendPace(PaceLimits limits)
{
    private PaceLease? _lease;
    private int _gone;          // tokens of the lease that were used or lost
    private int _used;          // of those, the used
    private int _lastWanted;

    /// <summary>Uses the next token.</summary>
    /// <param name="now">Instant of the request.</param>
    /// <returns>Its instant, not later than now for one that may be used at once; null when none is left and <see cref="Wanted"/> are to be leased.</returns>
    public DateTimeOffset? Use(DateTimeOffset now)
    {
        for (; _lease is { } lease && _gone < lease.Count; _gone++)
        {
            var at = lease.Start + (_gone * lease.Step);
            if (at < now - PaceLimits.Burst)
                continue;       // not used in time: it is lost, and nobody can make up for it later
            (_gone, _used) = (_gone + 1, _used + 1);
            return at;
        }

        return null;
    }

    /// <summary>How many tokens to lease now.</summary>
    public int Wanted => Math.Clamp(_lease is { } lease && _used < lease.Count ? _used : _lastWanted * 2, 1, limits.LargestLease);

    /// <summary>Takes leased tokens in place of the last lease.</summary>
    public void Hold(PaceLease lease) => (_lastWanted, _lease, _gone, _used) = (lease.Count, lease, 0, 0);
}
