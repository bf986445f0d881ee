using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Sequences;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What to wait for, or to do, while a campaign has no outcome.</summary>
internal static class FirstClose
{
    /// <summary>A sentence; nothing once a window has closed.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="report">Its report.</param>
    /// <param name="isWhole">Whether the report is of all days there are.</param>
    public static Html Hint(Campaign campaign, CampaignReport report, bool isWhole)
    {
        if (report.Funnel.Any(arm => arm.Closed > 0))
            return Html.Empty;
        if (report.Funnel.Sum(arm => arm.Enrolled) > 0)
            return Html.Of($"""<p class="quiet">The first windows close on {At(campaign, report):yyyy-MM-dd} at the earliest. {(campaign.Status == CampaignStatus.Paused ? "They go on closing while the campaign is paused, but nobody enters and nothing is sent until somebody resumes it." : "Until then there is nothing to do but to wait.")}</p>""");
        if (!isWhole)
            return Html.Of($"""<p class="quiet">Nobody entered on these days.</p>""");
        return campaign.Status switch
        {
            CampaignStatus.Active => Html.Of($"""<p class="quiet">Nobody has entered yet. People enter when the scan finds that they went quiet; <code>./winback why USER {campaign.Id}</code> says why somebody does not.</p>"""),
            CampaignStatus.Archived => Html.Empty,
            CampaignStatus.Paused => Html.Of($"""<p class="quiet">It takes nobody in as long as it is paused: <code>./winback campaign resume {campaign.Id}</code>, or <code>POST /api/admin/campaigns/{campaign.Id}/status/active</code>.</p>"""),
            _ => Html.Of($"""<p class="quiet">It takes nobody in as long as it is {campaign.Status.ToString().ToLowerInvariant()}: <code>./winback campaign activate {campaign.Id}</code>, or <code>POST /api/admin/campaigns/{campaign.Id}/status/active</code>.</p>"""),
        };
    }

    // As if somebody had entered on the first day of the first week that has anybody.
    private static DateTimeOffset At(Campaign campaign, CampaignReport report)
    {
        var week = report.Cohorts.Count == 0 ? report.From : report.Cohorts[0].Week;
        var first = new DateTimeOffset((week > report.From ? week : report.From).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return TouchPlan.WindowEnds(campaign, TouchPlan.Of(campaign, first, DateTimeZone.Utc), DateTimeZone.Utc);
    }
}
