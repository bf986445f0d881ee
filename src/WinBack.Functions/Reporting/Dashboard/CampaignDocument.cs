using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>The page of a campaign to keep in a file: charts, tables and definitions, and nothing that would have to be loaded.</summary>
public static class CampaignDocument
{
    /// <summary>HTML of the whole page.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="report">Its report.</param>
    /// <param name="now">The instant of the report.</param>
    /// <param name="paused">What paused it; null where it is not paused, or nobody knows.</param>
    public static string Of(Campaign campaign, CampaignReport report, DateTimeOffset now, CampaignDeed? paused = null) => CampaignView.Document(campaign, report, now, paused).ToString();
}
