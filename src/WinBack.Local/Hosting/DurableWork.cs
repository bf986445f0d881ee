using WinBack.Local.Durable;

namespace WinBack.Local.Hosting;

/// <summary>The durable engine as work of the host: stepped on a virtual clock, on its own threads on a real one.</summary>
internal sealed class DurableWork(DurableEngine engine) : IHostedWork
{
    public DateTimeOffset? NextDue => engine.NextTimer;

    public async Task<bool> RunReadyAsync(CancellationToken cancel)
    {
        var ran = false;
        while (await engine.RunOneAsync(cancel))
            ran = true;
        return ran;
    }

    public Task StartAsync(CancellationToken cancel)
    {
        engine.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancel) => await engine.DisposeAsync();
}
