using System.Text;
using WinBack.Azure.Tables;
using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

/// <summary>One table behind a proxy, and the same table without it, for what another writer does meanwhile.</summary>
public abstract class ProxiedTables(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected const string Partition = "p0";

    private readonly string _prefix = EmulatedTables.Prefix();

    private FaultProxy? _proxy;
    private ITable? _table;
    private ITable? _direct;

    // Without an emulator the first look at any of them ends the test.
    private protected FaultProxy Proxy => There(_proxy);

    private protected ITable Table => There(_table);

    private protected ITable Direct => There(_direct);

    public async Task InitializeAsync()
    {
        if (!azurite.IsThere)
            return;
        _proxy = await FaultProxy.StartAsync(azurite.Process.Port);
        _table = Connect();
        _direct = EmulatedTables.Connect(azurite.Process.Connection, _prefix).Open("People");
        await Direct.BatchAsync("other", [new RowChange.Upsert("r", default)]);
        // A connection that was used before: on such a one the transport may send a request again by itself.
        await Table.GetAsync("other", "r");
        Proxy.Reset();
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    private T There<T>(T? made)
    {
        _ = azurite.Process;
        return made!;
    }

    /// <summary>The table through the proxy, with retries of its own.</summary>
    private protected ITable Connect(TableRetries? retries = null) =>
        EmulatedTables.Connect(AzuriteProcess.ConnectionTo(Proxy.Port), _prefix, retries).Open("People");

    private protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected static string Text(TableRow? row) => row is null ? "(none)" : Encoding.UTF8.GetString(row.Data.Span);

    private protected async Task<string> StoreAsync(string row, string text) =>
        Assert.Single(Assert.IsType<BatchResult.Done>(await Direct.BatchAsync(Partition, [new RowChange.Upsert(row, Bytes(text))])).ETags)!;

    private protected async Task<string> StoredAsync(string row) => Text(await Direct.GetAsync(Partition, row));
}
