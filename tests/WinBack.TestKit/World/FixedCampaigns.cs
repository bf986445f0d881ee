using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;

namespace WinBack.TestKit.World;

/// <summary>Campaigns as a test sets them, without a cache.</summary>
public sealed class FixedCampaigns(CampaignSet set) : ICampaigns
{
    public CampaignSet Set { get; set; } = set;

    /// <summary>Status in storage when it differs from the set: the set is a cache.</summary>
    public CampaignStatus? Status { get; set; }

    public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) => ValueTask.FromResult(Set);

    public ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) =>
        ValueTask.FromResult(Status ?? Set.Find(campaign)?.Status);
}
