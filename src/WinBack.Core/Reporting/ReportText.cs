using System.Globalization;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Reporting;

/// <summary>The words that answers about one person share.</summary>
internal static class ReportText
{
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Why a user counts as lapsed.</summary>
    public static string Lapse(Campaign campaign, DateTimeOffset? last, DateTimeOffset lapsedAt) => last is { } at
        ? $"no {Activity(campaign)} since {At(at)}, so {campaign.Lapse.After} of silence were reached {At(lapsedAt)}"
        : $"no {Activity(campaign)} ever; {campaign.Lapse.After} after the first event were reached {At(lapsedAt)}";

    /// <summary>The event types a rule counts.</summary>
    public static string Activity(Campaign campaign) => campaign.Lapse.Since.Count == 0 ? "activity" : string.Join(" or ", campaign.Lapse.Since);
}
