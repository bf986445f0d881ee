using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;

namespace WinBack.TestKit.World;

/// <summary>Campaigns as a test sets them, without a cache.</summary>
public sealed class FixedCampaigns(CampaignSet set) : ICampaigns, IBaseGaps
{
    public CampaignSet Set { get; set; } = set;

    /// <summary>Status in storage when it differs from the set: the set is a cache.</summary>
    public CampaignStatus? Status { get; set; }

    public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) => ValueTask.FromResult(Set);

    public Task SetAsync(string campaign, int version, int part, int gap, CancellationToken cancel = default)
    {
        Set = new(
            Set.Version + 1,
            [.. Set.Current.Select(each => each.Id == campaign && each.Version == version ? each with { Lapse = each.Lapse!.Measured(new Dictionary<int, int> { [part] = gap }) } : each)],
            []);
        return Task.CompletedTask;
    }

    public ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) =>
        ValueTask.FromResult(Status ?? Set.Find(campaign)?.Status);
}
