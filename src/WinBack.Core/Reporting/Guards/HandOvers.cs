using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Guards;

/// <summary>Hand-overs, and how many of them failed. A report of the provider counts when it comes, which may be days after its hand-over.</summary>
/// <param name="All">Answered by the provider, or by nobody.</param>
/// <param name="Failed">Refused, unknown, or accepted and not delivered.</param>
public sealed record HandOvers(long All, long Failed)
{
    /// <summary>None.</summary>
    public static HandOvers None { get; } = new(0, 0);

    /// <summary>All that a report counts.</summary>
    public static HandOvers Of(CampaignReport report)
    {
        var touches = report.Funnel.Where(arm => arm.Arm == Arm.Treatment).SelectMany(arm => arm.Touches).ToList();
        return new(
            touches.Sum(touch => touch.Accepted + touch.Refused + touch.Unknown),
            touches.Sum(touch => touch.Refused + touch.Unknown + touch.Undelivered));
    }

    /// <summary>Those that came after others.</summary>
    public HandOvers Since(HandOvers earlier)
    {
        var all = Math.Max(0, All - earlier.All);
        return new(all, Math.Clamp(Failed - earlier.Failed, 0, all));
    }
}
