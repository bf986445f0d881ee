using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>The tables of one storage account. A table that is missing is made by the first write to it; until then it reads as empty.</summary>
internal sealed class AzureTables : ITables
{
    private readonly TableServiceClient _service;
    private readonly TableRetries _retries;
    private readonly string? _prefix;
    private readonly OperationIds _operations = new();
    private readonly ConcurrentDictionary<string, AzureTable> _tables = new(StringComparer.OrdinalIgnoreCase);

    private AzureTables(TableServiceClient service, TableRetries retries, string? prefix) => (_service, _retries, _prefix) = (service, retries, prefix);

    /// <summary>Prepares the connection; no request is made.</summary>
    /// <param name="options">Validated.</param>
    /// <param name="credential">Asked for only with a service URI.</param>
    /// <param name="retries">Null for the defaults.</param>
    public static AzureTables Connect(AzureTablesOptions options, Func<TokenCredential> credential, TableRetries? retries = null)
    {
        retries ??= new TableRetries();
        var client = new TableClientOptions { RetryPolicy = new CarefulRetryPolicy(retries) };
        client.Retry.NetworkTimeout = retries.AnswerWithin;
        client.Diagnostics.IsLoggingEnabled = false;   // it would log addresses of rows, which hold user ids
        var service = options.TableServiceUri is { } uri
            ? new TableServiceClient(uri, credential(), client)
            : new TableServiceClient(options.Connection, client);
        return new(service, retries, options.TablePrefix);
    }

    public ITable Open(string name)
    {
        TableArguments.CheckName(name);
        return _tables.GetOrAdd(name, key => new(_service.GetTableClient(_prefix + key), _operations, _retries));
    }
}
