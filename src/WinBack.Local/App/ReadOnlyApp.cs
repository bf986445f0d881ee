using Microsoft.Extensions.DependencyInjection;
using WinBack.Functions;
using WinBack.Local.Clock;
using WinBack.Local.Tables;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Local.App;

/// <summary>The stores of a directory, to look at, also while a host writes there. Nothing can be changed through it.</summary>
internal sealed class ReadOnlyApp : IAsyncDisposable
{
    private readonly SqliteTables _tables;
    private readonly ServiceProvider _services;

    private ReadOnlyApp(SqliteTables tables, ServiceProvider services) => (_tables, _services) = (tables, services);

    public IServiceProvider Services => _services;

    /// <summary>The directory's clock: where its virtual one stands, or now.</summary>
    public DateTimeOffset Now => _services.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <exception cref="Sqlite.DataFileException">There is nothing of ours to read.</exception>
    public static ReadOnlyApp Open(DataDirectory data)
    {
        if (!data.Exists)
            throw new Sqlite.DataFileException($"There is no WinBack data in {data.Path}; run, import, replay or demo makes it.");
        var tables = SqliteTables.OpenFileReadOnly(data.Tables);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<ITables>(tables)
            .AddSingleton(StorageLayout.OneMachine)
            .AddSingleton(data.VirtualNow is { } now ? new VirtualClock(now) : TimeProvider.System)
            .AddWinBack(LocalSettings.Make(data.Secrets(), port: 0, File.Exists(LocalSettings.FileName) ? LocalSettings.FileName : null, new Dictionary<string, string?>()));
        return new(tables, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _tables.DisposeAsync();
    }
}
