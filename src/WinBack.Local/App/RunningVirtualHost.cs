using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Local.Hosting;

namespace WinBack.Local.App;

/// <summary>A host on a virtual clock that answers requests: its clock is moved by one at a time, and where it stands is kept.</summary>
internal sealed class RunningVirtualHost : IMovableClock, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private LocalApp? _app;
    private DataDirectory? _data;

    /// <summary>Tells which app it moves; before that nothing can be moved.</summary>
    public void Attach(LocalApp app, DataDirectory data) => (_app, _data) = (app, data);

    /// <inheritdoc/>
    public async Task<DateTimeOffset> AdvanceAsync(Threshold by, CancellationToken cancel)
    {
        var app = _app ?? throw new InvalidOperationException("The host has not started yet.");
        await _one.WaitAsync(cancel);
        try
        {
            var now = await MoveAsync(app.OnVirtualClock(), _data!, by, cancel);
            await app.FlushAsync();
            return now;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Moves a host's clock, days counted in UTC, runs what is due until then, and keeps where it stands.</summary>
    public static async Task<DateTimeOffset> MoveAsync(VirtualHost host, DataDirectory data, Threshold by, CancellationToken cancel)
    {
        try
        {
            await host.AdvanceToAsync(by.After(host.Now, DateTimeZone.Utc), cancel);
        }
        finally
        {
            data.VirtualNow = host.Now;
        }

        return host.Now;
    }

    public void Dispose() => _one.Dispose();
}
