namespace WinBack.Core.Sending;

/// <summary>How fast a provider may be called, by all instances together.</summary>
/// <param name="PerMinute">Messages a minute, evenly; at least 1.</param>
/// <param name="PerHour">Messages in any hour besides, at least 1; null for no such limit.</param>
public sealed record PaceLimits(int PerMinute, int? PerHour = null)
{
    /// <summary>What an idle channel saves up, and how long a token waits to be used before it is lost.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>From one token to the next.</summary>
    public TimeSpan Step => TimeSpan.FromMinutes(1) / PerMinute;

    /// <summary>Most tokens that an instance leases at once: two seconds' worth, at least 1.</summary>
    public int LargestLease => Math.Max(1, (int)(Burst / Step));
}
