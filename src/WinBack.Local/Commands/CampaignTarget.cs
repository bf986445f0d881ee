using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary>Where campaigns are published: the host that runs on the directory, or else the directory itself.</summary>
internal sealed class CampaignTarget : IAsyncDisposable
{
    private readonly RunningHost? _running;
    private readonly LocalApp? _app;

    private CampaignTarget(RunningHost? running, LocalApp? app) => (_running, _app) = (running, app);

    public static async Task<CampaignTarget> OpenAsync(DataDirectory data, CancellationToken cancel) =>
        await RunningHost.FindAsync(data, cancel) is { } running
            ? new(running, null)
            : new(null, LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 }));

    /// <summary>Publishes a file that was read without errors.</summary>
    public async Task<PublishedCampaign> PublishAsync(string file, string text, string by, bool isConfirmed, CancellationToken cancel)
    {
        if (_running is not null)
        {
            var answer = await _running.PublishAsync(file, text, by, isConfirmed, cancel);
            return answer.HeldBack is { } why
                ? new(0, CampaignStatus.Draft, why)
                : new(answer.Said.GetProperty("version").GetInt32(), Enum.Parse<CampaignStatus>(answer.Said.GetProperty("status").GetString()!), null)
                {
                    Ahead = answer.Said.GetProperty("ahead") is { ValueKind: JsonValueKind.Object } ahead ? ahead.GetProperty("inWords").GetString() : null,
                    StaysPaused = answer.Said.GetProperty("staysPaused").GetString(),
                };
        }

        var published = await Publications.PublishAsync(file, text, by, isConfirmed, cancel);
        if (published.File.Campaign is not { } campaign)
            throw new CommandException(published.File.Errors[0].ToString());
        return new(campaign.Version, campaign.Status, published.IsHeldBack ? ForecastText.Of(published.Forecast!) : null)
        {
            Ahead = published.Forecast is { } forecast ? ForecastText.Of(forecast) : null,
            StaysPaused = GuardPauseText.StaysPaused(campaign),
        };
    }

    /// <summary>Changes a status.</summary>
    /// <returns>Why it was held back, null when it was done; and what is ahead, where that is known.</returns>
    public async Task<(string? HeldBack, string? Ahead)> SetStatusAsync(string campaign, CampaignStatus status, string by, bool isConfirmed, CancellationToken cancel)
    {
        if (_running is not null)
            return ((await _running.SetStatusAsync(campaign, status, by, isConfirmed, cancel)).HeldBack, null);
        try
        {
            var changed = await Publications.SetStatusAsync(campaign, status, by, isConfirmed, cancel)
                ?? throw new CommandException($"There is no campaign '{campaign}' here; ./winback campaign list shows those there are.");
            var ahead = changed.Forecast is { } forecast ? ForecastText.Of(forecast) : null;
            return changed.IsHeldBack ? (ahead, null) : (null, ahead);
        }
        catch (CampaignRefusedException refused)
        {
            throw new CommandException($"'{campaign}' cannot become {CampaignLife.Name(status)}: {refused.Message}.");
        }
    }

    /// <summary>Lets those in flight go on with the version that stands.</summary>
    public async Task<InFlightRule> MoveInFlightAsync(string campaign, string by, CancellationToken cancel)
    {
        if (_running is not null)
            return await _running.MoveInFlightAsync(campaign, by, cancel);
        try
        {
            return (await _app!.Services.GetRequiredService<ICampaignPublisher>().MoveInFlightAsync(campaign, by, cancel))!;
        }
        catch (CampaignRefusedException refused)
        {
            throw new CommandException($"Nobody in flight is moved: {refused.Message}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _running?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private Publications Publications => _app!.Services.GetRequiredService<Publications>();
}

/// <summary>What became of a file.</summary>
/// <param name="Version">Its version; 0 when held back.</param>
/// <param name="Status">Of the version.</param>
/// <param name="HeldBack">Why nothing was published; else null.</param>
internal sealed record PublishedCampaign(int Version, CampaignStatus Status, string? HeldBack)
{
    /// <summary>What is ahead, in words; null when nothing new was put to use.</summary>
    public string? Ahead { get; init; }

    /// <summary>Why its guards keep it paused, and what to do; null when they do not.</summary>
    public string? StaysPaused { get; init; }
}
