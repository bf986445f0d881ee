using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Sending;

namespace WinBack.Local.Commands;

/// <summary>Where codes are imported: the host that runs on the directory, or else the directory itself.</summary>
internal sealed class OfferTarget : IAsyncDisposable
{
    private readonly RunningHost? _running;
    private readonly LocalApp? _app;

    private OfferTarget(RunningHost? running, LocalApp? app) => (_running, _app) = (running, app);

    public static async Task<OfferTarget> OpenAsync(DataDirectory data, CancellationToken cancel) =>
        await RunningHost.FindAsync(data, cancel) is { } running
            ? new(running, null)
            : new(null, LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 }));

    /// <summary>How many are new, and how many were there.</summary>
    public async Task<(int Added, int Known)> ImportAsync(string offer, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (_running is not null)
            return await _running.ImportCodesAsync(offer, codes, cancel);
        var import = await _app!.Services.GetRequiredService<OfferStock>().ImportAsync(offer, codes, cancel);
        return (import.Added, import.Known);
    }

    public async Task<int> ReclaimAsync(string offer, CancellationToken cancel) => _running is not null
        ? await _running.ReclaimCodesAsync(offer, cancel)
        : await _app!.Services.GetRequiredService<OfferStore>().ReclaimAsync(offer, cancel);

    public async ValueTask DisposeAsync()
    {
        _running?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
