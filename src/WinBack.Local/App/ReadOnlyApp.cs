using Microsoft.Extensions.DependencyInjection;
using WinBack.Functions;
using WinBack.Functions.Sending;
using WinBack.Local.Clock;

namespace WinBack.Local.App;

/// <summary>The stores of a directory, to look at, also while a host writes there. Nothing can be changed through it.</summary>
internal sealed class ReadOnlyApp : IAsyncDisposable
{
    private readonly LocalTables _tables;
    private readonly ServiceProvider _services;

    private ReadOnlyApp(LocalTables tables, ServiceProvider services) => (_tables, _services) = (tables, services);

    public IServiceProvider Services => _services;

    /// <summary>The directory's clock: where its virtual one stands, or now.</summary>
    public DateTimeOffset Now => _services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <exception cref="Sqlite.DataFileException">There is nothing of ours to read.</exception>
    public static ReadOnlyApp Open(DataDirectory data)
    {
        if (!data.Exists)
            throw new Sqlite.DataFileException($"There is no WinBack data in {data.Path}; run, import, replay or demo makes it.");
        var settings = LocalSettings.Make(data.Secrets(), port: 0, File.Exists(LocalSettings.FileName) ? LocalSettings.FileName : null, new Dictionary<string, string?>());
        var tables = LocalTables.OpenReadOnly(data, settings);
        var services = new ServiceCollection();
        tables.Register(services, settings);
        services
            .AddLogging()
            .AddSingleton(data.VirtualNow is { } now ? new VirtualClock(now) : TimeProvider.System)
            .AddOutboxChannels()        // so that a preview counts every channel as served; nothing is handed to them
            .AddWinBack(settings);
        return new(tables, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _tables.DisposeAsync();
    }
}
