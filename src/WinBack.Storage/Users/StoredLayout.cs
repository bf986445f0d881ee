using System.Globalization;
using System.Text;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>The layout that a deployment began with: with another, every person would be looked for in the wrong place.</summary>
public static class StoredLayout
{
    private const string Partition = "layout";
    private const string Row = "layout";

    /// <summary>Stores the layout at the first start, and compares at every later one. One or two operations.</summary>
    /// <exception cref="LayoutMismatchException">The deployment began with another layout.</exception>
    public static async Task CheckAsync(ITables tables, StorageLayout layout, CancellationToken cancel = default)
    {
        var table = tables.Open("Layout");
        var wanted = string.Create(CultureInfo.InvariantCulture, $"\"{layout.PeopleShards} people shards, {layout.FactShards} fact shards\"");
        if (await table.GetAsync(Partition, Row, cancel) is not { } stored)
        {
            // Two that start at once: the second finds what the first has stored.
            if (await table.BatchAsync(Partition, [new RowChange.Insert(Row, Encoding.UTF8.GetBytes(wanted))], cancel) is BatchResult.Done)
                return;
            stored = (await table.GetAsync(Partition, Row, cancel))!;
        }

        if (Encoding.UTF8.GetString(stored.Data.Span) is var held && held != wanted)
            throw new LayoutMismatchException($"This deployment has {held.Trim('"')}, and it is started with {wanted.Trim('"')}. The layout cannot change: set it back.");
    }
}

/// <summary>The tables were filled under another layout.</summary>
public sealed class LayoutMismatchException(string message) : Exception(message);
