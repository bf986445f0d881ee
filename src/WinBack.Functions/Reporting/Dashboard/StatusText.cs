using WinBack.Core.Campaigns;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>A campaign's status on a page.</summary>
internal static class StatusText
{
    /// <summary>A word beside the campaign's name.</summary>
    public static Html Badge(CampaignStatus status)
    {
        var word = status.ToString().ToLowerInvariant();
        return Html.Of($""" <span class="status {word}">{word}</span>""");
    }
}
