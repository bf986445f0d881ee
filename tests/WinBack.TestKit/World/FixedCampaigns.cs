using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;

namespace WinBack.TestKit.World;

/// <summary>Campaigns that are published once and for all; a test may put others in their place.</summary>
public sealed class FixedCampaigns(CampaignSet set) : ICampaigns
{
    public CampaignSet Set { get; set; } = set;

    public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) => ValueTask.FromResult(Set);

    public ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) => ValueTask.FromResult(Set.Find(campaign)?.Status);
}
