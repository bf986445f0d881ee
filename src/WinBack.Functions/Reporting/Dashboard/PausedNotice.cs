using WinBack.Core.Campaigns;
using WinBack.Functions.Pages;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Why a campaign stands still, for the top of what is said of it.</summary>
internal static class PausedNotice
{
    /// <summary>A sentence or two; nothing where nobody paused it.</summary>
    public static Html Of(Campaign campaign, CampaignDeed? deed) => deed is null ? Html.Empty : Html.Of($"""
        <p class="bad">Paused {Amounts.At(deed.At)} by {deed.By}: nobody enters, and nothing is sent.{(deed.Why is { } why ? $" Why: {GuardText.Says(why)}." : "")} To go on: <code>./winback campaign resume {campaign.Id}</code>, or <code>POST /api/admin/campaigns/{campaign.Id}/status/active</code>.</p>
        """);
}
