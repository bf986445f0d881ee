using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>The published campaigns.</summary>
public interface ICampaigns
{
    /// <summary>All campaigns, at most 15 seconds old; usually no storage operation.</summary>
    ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default);

    /// <summary>The status of now, read from storage: the last look before a hand-over.</summary>
    /// <returns>Null when the campaign is unknown.</returns>
    ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default);
}
