using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Storage.Campaigns;

namespace WinBack.Storage.Reporting;

/// <summary>Publishes files with what is measured for them, and none whose offers cannot be counted; all else is the store's.</summary>
public sealed class MeasuringPublisher(CampaignStore store, BaseCutPoints cutPoints, MoneyOptions? money = null) : ICampaignPublisher
{
    /// <inheritdoc/>
    public bool RequiresApproval => store.RequiresApproval;

    /// <inheritdoc/>
    public async Task<CampaignFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default)
    {
        if (CampaignFile.Read(fileName, text).Campaign is not { } campaign)
            return await store.PublishAsync(fileName, text, by, cancel);
        if (CampaignCurrencies.Uncounted(fileName, text, campaign, money ?? new()) is { Count: > 0 } uncounted)
            return new(null, uncounted);
        var (measured, error) = await cutPoints.PutIntoAsync(fileName, text, campaign.Id, cancel);
        return error is null ? await store.PublishAsync(fileName, measured, by, cancel) : new(null, [error]);
    }

    /// <inheritdoc/>
    public Task<bool> SetStatusAsync(string campaign, CampaignStatus status, string by, CancellationToken cancel = default) => store.SetStatusAsync(campaign, status, by, cancel);

    /// <inheritdoc/>
    public Task<InFlightRule?> MoveInFlightAsync(string campaign, string by, CancellationToken cancel = default) => store.MoveInFlightAsync(campaign, by, cancel);
}
