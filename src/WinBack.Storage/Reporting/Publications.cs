using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Storage.Campaigns;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Publishing with a look ahead: what would be put to use is first measured against the providers' limits, and above them nothing is done until
/// whoever publishes says that they know.
/// </summary>
public sealed class Publications(ICampaignPublisher publisher, ICampaigns campaigns, ICampaignHistory history, ReachReader reach, SendingOptions sending, BaseCutPoints cutPoints, TimeProvider clock)
{
    /// <summary>Publishes a file, see <see cref="ICampaignPublisher.PublishAsync"/>.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="isConfirmed">Whether it may be above capacity.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Publication> PublishAsync(string fileName, string text, string by, bool isConfirmed, CancellationToken cancel = default)
    {
        var file = CampaignFile.Read(fileName, text);
        if (file.Campaign is not { } campaign)
            return new(file, null, IsHeldBack: false);
        (text, var unmeasured) = await cutPoints.PutIntoAsync(fileName, text, campaign.Id, cancel);
        if (unmeasured is not null)
            return new(new(null, [unmeasured]), null, IsHeldBack: false);
        campaign = CampaignFile.Read(fileName, text).Campaign!;     // as it will judge: who enters depends on the numbers
        var forecast = campaign.IsActive && !publisher.RequiresApproval && !await StandsAsync(campaign.Id, text, cancel) && !await IsGuardPausedAsync(campaign.Id, cancel) ? await ForecastAsync(campaign, cancel) : null;
        return forecast is { IsAboveCapacity: true } && !isConfirmed
            ? new(file, forecast, IsHeldBack: true)
            : new(await publisher.PublishAsync(fileName, text, by, cancel), forecast, IsHeldBack: false);
    }

    /// <summary>Changes a status, see <see cref="ICampaignPublisher.SetStatusAsync"/>; one that puts the campaign to use is measured first.</summary>
    /// <returns>Null when there is no such campaign.</returns>
    /// <exception cref="CampaignRefusedException">The status may not follow the one of now.</exception>
    public async Task<StatusChange?> SetStatusAsync(string campaign, CampaignStatus status, string by, bool isConfirmed, CancellationToken cancel = default)
    {
        var forecast = status == CampaignStatus.Active && await ComingAsync(campaign, cancel) is { } coming ? await ForecastAsync(coming, cancel) : null;
        if (forecast is { IsAboveCapacity: true } && !isConfirmed)
            return new(forecast, IsHeldBack: true);
        return await publisher.SetStatusAsync(campaign, status, by, cancel) ? new(forecast, IsHeldBack: false) : null;
    }

    /// <summary>What would become of those who would enter now.</summary>
    public async Task<EntryForecast> ForecastAsync(Campaign campaign, CancellationToken cancel = default)
    {
        var standing = (await campaigns.CurrentAsync(cancel)).Find(campaign.Id);
        var counted = await reach.ReadAsync(campaign, standing: null, ReachReader.Enough, cancel);
        return EntryForecast.Of(campaign with { PublishedAt = standing?.PublishedAt }, counted.Enter, clock.GetUtcNow(), sending.Limits);
    }

    private async Task<bool> StandsAsync(string campaign, string text, CancellationToken cancel) => await history.FileAsync(campaign, cancel: cancel) is { } file && file.Text == text;

    // Publishing puts nothing to use then; whoever resumes it is told what is ahead.
    private async Task<bool> IsGuardPausedAsync(string campaign, CancellationToken cancel) => (await campaigns.CurrentAsync(cancel)).Find(campaign) is { IsGuardPaused: true };

    // What 'active' would put to use; null when that is in use already.
    private async Task<Campaign?> ComingAsync(string campaign, CancellationToken cancel)
    {
        var set = await campaigns.CurrentAsync(cancel);
        if ((await history.PendingAsync(cancel)).TryGetValue(campaign, out var pending))
            return set.Find(campaign, pending.Version);
        return set.Find(campaign) is { IsActive: false } standing ? standing : null;
    }
}

/// <summary>What became of a wish to publish.</summary>
/// <param name="File">The campaign with its version, or the file's errors; held back, version 0.</param>
/// <param name="Forecast">What is ahead, where something new was to be put to use.</param>
/// <param name="IsHeldBack">Above capacity and not confirmed: nothing was published.</param>
public sealed record Publication(CampaignFileResult File, EntryForecast? Forecast, bool IsHeldBack);

/// <summary>What became of a wish to change a status.</summary>
/// <param name="Forecast">What is ahead, where the campaign was to be put to use.</param>
/// <param name="IsHeldBack">Above capacity and not confirmed: nothing was changed.</param>
public sealed record StatusChange(EntryForecast? Forecast, bool IsHeldBack);
