using WinBack.Core.Campaigns;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Chooses the days of enrolment that a campaign's page is about.</summary>
internal static class DaysForm
{
    /// <summary>The form; nothing in a page that is kept as a file.</summary>
    /// <param name="links">Addresses.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="shown">Days that are shown.</param>
    /// <param name="whole">All there are.</param>
    /// <param name="isFresh">Whether the report is to be as of now.</param>
    public static Html Of(PageLinks links, Campaign campaign, ReportDays shown, ReportDays whole, bool isFresh) => links.IsFile ? Html.Empty : Html.Of($"""
        <form class="bar" method="get" action="{PageLinks.CampaignPath(campaign.Id)}">
        {Field("from", "Entered from", shown.From, whole)}
        {Field("to", "Entered until", shown.To, whole)}
        {links.KeyField}
        {(isFresh ? Html.Of($"""<input type="hidden" name="fresh" value="true">""") : Html.Empty)}
        <button>Show these days</button>
        {(shown == whole ? Html.Empty : Html.Of($"""<a href="{links.Campaign(campaign.Id, isFresh: isFresh)}">All days</a>"""))}
        </form>
        """);

    private static Html Field(string name, string label, DateOnly day, ReportDays whole) => Html.Of(
        $"""<div><label for="{name}">{label} (UTC)</label><input type="date" id="{name}" name="{name}" min="{whole.From:yyyy-MM-dd}" max="{whole.To:yyyy-MM-dd}" value="{day:yyyy-MM-dd}"></div>""");
}
