using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What is credited to channels by the order in which things happened. It stands beside the lift and never in its place.</summary>
/// <param name="Definition">What counts, on whom, and that credit is not cause; in words.</param>
/// <param name="Channels">By channel; those without credit are left out.</param>
public sealed record CreditTable(string Definition, IReadOnlyList<ChannelCredit> Channels)
{
    internal static CreditTable? Of(OutcomeSums treatment) => treatment.Credits is { } credits ? new(Populations.Credit, [.. credits.Values]) : null;
}

/// <summary>What is credited to one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Conversions">Goal events in the window whose last message before them went by it; each of a person's counts, refunds apart.</param>
/// <param name="Revenue">Net value of these goal events, in the currency of reports.</param>
/// <param name="DirectConversions">Goal events in the window whose last click before them was on a message of it.</param>
/// <param name="DirectRevenue">Net value of these goal events, in the currency of reports.</param>
public sealed record ChannelCredit(Channel Channel, long Conversions, decimal Revenue, long DirectConversions, decimal DirectRevenue)
{
    internal ChannelCredit With(ChannelCredit other) => new(
        Channel, Conversions + other.Conversions, Revenue + other.Revenue, DirectConversions + other.DirectConversions, DirectRevenue + other.DirectRevenue);
}
