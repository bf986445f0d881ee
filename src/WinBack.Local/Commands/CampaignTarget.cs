using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;

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
    /// <returns>Its version.</returns>
    public async Task<int> PublishAsync(string file, string text, CancellationToken cancel) => _running is not null
        ? (await _running.PublishAsync(file, text, cancel)).GetProperty("version").GetInt32()
        : (await Publisher.PublishAsync(file, text, "command-line", cancel)).Campaign!.Version;

    public async Task SetStatusAsync(string campaign, CampaignStatus status, CancellationToken cancel)
    {
        if (_running is not null)
            await _running.SetStatusAsync(campaign, status, cancel);
        else if (!await Publisher.SetStatusAsync(campaign, status, "command-line", cancel))
            throw new CommandException($"There is no campaign '{campaign}' here; ./winback campaign list shows those there are.");
    }

    public async ValueTask DisposeAsync()
    {
        _running?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private ICampaignPublisher Publisher => _app!.Services.GetRequiredService<ICampaignPublisher>();
}
