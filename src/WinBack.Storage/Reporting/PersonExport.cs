using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Writes everything that is stored about a person, under every id that was merged into theirs. The shape is in docs/personal-data.md. One page of
/// rows is in memory at a time.
/// </summary>
public sealed class PersonExport(ITables tables, IPeople people, MergedIds merged, ISuppressions suppressions, StorageLayout layout)
{
    // Rows between two flushes.
    private const int AtOnce = 100;

    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>The ids under which something is stored about a person, the one that survives last; none for an unknown or erased id.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string userId, CancellationToken cancel = default)
    {
        List<string> found = [];
        foreach (var id in await merged.AllOfAsync(userId, cancel))
        {
            if (await people.FindAsync(id, cancel) is not null)
                found.Add(id);
        }

        return found;
    }

    /// <summary>Writes one JSON object, UTF-8.</summary>
    /// <param name="ids">As found.</param>
    /// <param name="output">Left open.</param>
    /// <param name="cancel">Stops; what was written by then is no whole document.</param>
    public async Task WriteAsync(IReadOnlyList<string> ids, Stream output, CancellationToken cancel = default)
    {
        await using var writer = new Utf8JsonWriter(output, new() { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("format"u8, "winback-person/1"u8);
        writer.WriteStartArray("ids"u8);
        foreach (var id in ids)
            await WriteAsync(writer, id, cancel);
        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
    }

    private async Task WriteAsync(Utf8JsonWriter writer, string id, CancellationToken cancel)
    {
        var partition = PeopleKeys.Partition(id, layout.PeopleShards);
        writer.WriteStartObject();
        writer.WriteString("userId"u8, id);
        if (await people.FindAsync(id, cancel) is { } user)
        {
            writer.WritePropertyName("user"u8);
            writer.WriteRawValue(UserRows.Write(user, UserRows.Default.User).Span);
        }

        await WriteRowsAsync(writer, "events", partition, PeopleKeys.Events(id), UserRows.Default.StoredEvent, cancel);
        await WriteRowsAsync(writer, "enrolments", partition, PeopleKeys.Enrolments(id), UserRows.Default.Enrolment, cancel);
        await WriteRowsAsync(writer, "decisions", partition, PeopleKeys.Ledgers(id), UserRows.Default.LedgerEntry, cancel);
        await WriteAddressesAsync(writer, partition, id, cancel);
        writer.WriteEndObject();
    }

    private async Task WriteRowsAsync<T>(
        Utf8JsonWriter writer, string name, string partition, (string From, string To) range, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var rows = 0;
        writer.WriteStartArray(name);
        await foreach (var row in _people.ReadRangeAsync(partition, range, cancel))
        {
            writer.WriteRawValue(UserRows.Write(UserRows.Read(row.Data, type), type).Span);     // as readers have it, whatever version wrote it
            if (++rows % AtOnce == 0)
                await writer.FlushAsync(cancel);
        }

        writer.WriteEndArray();
    }

    // Former addresses are here as hashes only: who had them can still be told whether they are suppressed.
    private async Task WriteAddressesAsync(Utf8JsonWriter writer, string partition, string id, CancellationToken cancel)
    {
        writer.WriteStartArray("addresses"u8);
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.Addresses(id), cancel))
        {
            var (channel, address) = AddressBook.Read(row);
            var suppressed = await suppressions.IsSuppressedAsync(channel, address, cancel);
            writer.WriteStartObject();
            writer.WriteString("channel"u8, AttemptKey.Name(channel));
            writer.WriteString("hash"u8, address.Hex);
            writer.WriteBoolean("suppressed"u8, suppressed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
