using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>Finds out who paused a campaign.</summary>
public static class PausingDeed
{
    /// <summary>The deed that paused it, asked of the log only where it is paused; null where it is not, or nobody knows.</summary>
    public static async Task<CampaignDeed?> PausedByAsync(this ICampaignHistory history, Campaign campaign, CancellationToken cancel = default) =>
        // Versions may have been published since, and others wait: the pause is the first of the last deeds that left it paused.
        campaign.Status == CampaignStatus.Paused
            ? (await history.LogAsync(campaign.Id, cancel)).Where(deed => deed.Status is CampaignStatus.Active or CampaignStatus.Paused).Reverse().TakeWhile(deed => deed.Status == CampaignStatus.Paused).LastOrDefault()
            : null;
}
