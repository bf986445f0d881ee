using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Local.Sqlite;
using WinBack.Local.Tables;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Local.App;

/// <summary>The tables of one local deployment, wherever they are.</summary>
internal sealed class LocalTables : IAsyncDisposable
{
    // What a relaxed run gains from more is less than what it costs: the pages are in the system's own cache already.
    private const long RelaxedCacheBytes = 96 * 1024 * 1024;

    private const string ConnectionSetting = $"{AzureTablesServices.Section}:{nameof(AzureTablesOptions.Connection)}";
    private const string Emulator = "UseDevelopmentStorage=true";
    private const string EmulatorEndpoint = "http://127.0.0.1:10002";
    private const string EndpointPart = "TableEndpoint=";

    private readonly SqliteTables? _sqlite;

    private LocalTables(SqliteTables? sqlite) => _sqlite = sqlite;

    /// <summary>Opens them for writing.</summary>
    /// <param name="data">The directory; remembers where its tables are.</param>
    /// <param name="wanted">Null for where the directory has them.</param>
    /// <exception cref="DataFileException">They are elsewhere, another process writes them, or nothing listens where they should be.</exception>
    public static LocalTables Open(DataDirectory data, TableStorage? wanted, Durability durability, IConfiguration settings)
    {
        var storage = wanted ?? data.Storage;
        if (data.Exists && storage != data.Storage)
            throw new DataFileException($"{data.Path} has its tables in {data.Storage}, not in {storage}. Choose another --data directory.");
        if (storage == TableStorage.Azurite)
        {
            CheckReachable(settings);
            data.Storage = storage;
            return new(null);
        }

        return new(SqliteTables.OpenFile(data.Tables, durability == Durability.Relaxed ? new() { Durability = durability, CacheBytes = RelaxedCacheBytes } : new()));
    }

    /// <summary>Opens them to look at.</summary>
    public static LocalTables OpenReadOnly(DataDirectory data, IConfiguration settings)
    {
        if (data.Storage == TableStorage.Sqlite)
            return new(SqliteTables.OpenFileReadOnly(data.Tables));
        CheckReachable(settings);
        return new(null);
    }

    public void Register(IServiceCollection services, IConfiguration settings)
    {
        if (_sqlite is not null)
            services.AddSingleton<ITables>(_sqlite).AddSingleton(StorageLayout.OneMachine);
        else
            services.AddAzureTables(new ConfigurationBuilder().AddConfiguration(Defaults()).AddConfiguration(settings).Build());
    }

    /// <summary>Commits what a relaxed run has written.</summary>
    public ValueTask FlushAsync() => _sqlite?.FlushAsync() ?? ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _sqlite?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static IConfiguration Defaults() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        [ConnectionSetting] = Emulator,
        [$"{AzureTablesServices.Section}:{nameof(StorageLayout.PeopleShards)}"] = $"{StorageLayout.OneMachine.PeopleShards}",
        [$"{AzureTablesServices.Section}:{nameof(StorageLayout.FactShards)}"] = $"{StorageLayout.OneMachine.FactShards}",
    }).Build();

    /// <summary>Says at once that nothing listens there, where the engine would try for seconds.</summary>
    private static void CheckReachable(IConfiguration settings)
    {
        var connection = settings[ConnectionSetting] is { Length: > 0 } set ? set : Emulator;
        var endpoint = connection == Emulator ? EmulatorEndpoint : connection.Split(';').FirstOrDefault(part => part.StartsWith(EndpointPart, StringComparison.OrdinalIgnoreCase))?[EndpointPart.Length..];
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address))
            return;
        try
        {
            using var _ = new TcpClient(address.Host, address.Port);
        }
        catch (SocketException)
        {
            throw new DataFileException(
                $"Nothing listens on {address.Host}:{address.Port}, where the tables should be. Start Azurite (`npx azurite`), or name another account in the setting Storage:Connection.");
        }
    }
}
