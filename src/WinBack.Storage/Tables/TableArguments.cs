using System.Buffers;

namespace WinBack.Storage.Tables;

/// <summary>
/// The checks every engine of <see cref="ITable"/> makes before it does anything, so that a call refused by one is
/// refused by all, and before a byte has left the process. Each throws <see cref="ArgumentException"/>.
/// </summary>
public static class TableArguments
{
    // Printable ASCII without what Azure forbids (/ \ # ?) or unescapes on the way (%). In ASCII, UTF-16 order, UTF-8 order
    // and Azure's order are one and the same; KeyText brings any id into it.
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        Enumerable.Range(0x20, 0x7F - 0x20).Select(code => (char)code).Except(@"/\#?%").ToArray());

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Checks a table name: letters and digits, starting with a letter, 3 to 63 characters.</summary>
    public static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0]) || name.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new ArgumentException($"'{name}' is no table name: letters and digits, starting with a letter, 3 to 63 characters.", nameof(name));
    }

    /// <summary>Checks the keys of a point read.</summary>
    public static void CheckGet(string partition, string row)
    {
        CheckKey(partition, nameof(partition));
        CheckKey(row, nameof(row));
    }

    /// <summary>Checks a query. Bounds hold the characters of a key but may be empty: an empty lower bound means the partition's first row.</summary>
    public static void CheckQuery(string partition, string from, string to, int pageSize, string? continuation)
    {
        CheckKey(partition, nameof(partition));
        CheckBound(from, nameof(from));
        CheckBound(to, nameof(to));
        if (continuation is not null)
            CheckKey(continuation, nameof(continuation));
        if (pageSize is < 1 or > TableLimits.MaxPage)
            throw new ArgumentOutOfRangeException(nameof(pageSize), pageSize, $"A page holds 1 to {TableLimits.MaxPage} rows.");
    }

    /// <summary>Checks a batch: its keys, its size, every row's size, and that no row is named twice.</summary>
    public static void CheckBatch(string partition, IReadOnlyList<RowChange> changes)
    {
        CheckKey(partition, nameof(partition));
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count is < 1 or > TableLimits.MaxBatch)
            throw new ArgumentException($"A batch holds 1 to {TableLimits.MaxBatch} changes, not {changes.Count}.", nameof(changes));

        var bytes = 0L;
        for (var i = 0; i < changes.Count; i++)
            bytes += CheckChange(changes[i], i);
        if (bytes > TableLimits.MaxBatchBytes)
            throw new ArgumentException($"The batch holds {bytes} bytes of data; at most {TableLimits.MaxBatchBytes} are allowed.", nameof(changes));
        CheckDistinct(changes);
    }

    private static int CheckChange(RowChange change, int index)
    {
        ArgumentNullException.ThrowIfNull(change, nameof(change));
        CheckKey(change.Row, "row");
        var data = change switch
        {
            RowChange.Insert insert => insert.Data,
            RowChange.Replace replace => replace.Data,
            RowChange.Upsert upsert => upsert.Data,
            RowChange.Delete => default,
            _ => throw new ArgumentException($"Change {index} is of an unknown kind, {change.GetType().Name}.", nameof(change)),
        };
        if (data.Length > TableLimits.MaxDataBytes)
            throw new ArgumentException($"Row '{change.Row}' holds {data.Length} bytes; at most {TableLimits.MaxDataBytes} are allowed.", nameof(change));
        if (change is RowChange.Replace { ETag: null })
            throw new ArgumentException($"Row '{change.Row}' is replaced without an ETag; use Upsert to write whatever is there.", nameof(change));
        return data.Length;
    }

    private static void CheckDistinct(IReadOnlyList<RowChange> changes)
    {
        if (changes.Count <= 8)
        {
            for (var i = 1; i < changes.Count; i++)
                for (var j = 0; j < i; j++)
                    if (string.Equals(changes[i].Row, changes[j].Row, StringComparison.Ordinal))
                        throw new ArgumentException(NamedTwice(changes[i].Row), nameof(changes));
            return;
        }
        var seen = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
            if (!seen.Add(changes[i].Row))
                throw new ArgumentException(NamedTwice(changes[i].Row), nameof(changes));
    }

    private static string NamedTwice(string row) => $"Row '{row}' is named twice in one batch.";

    private static void CheckKey(string key, string what)
    {
        ArgumentNullException.ThrowIfNull(key, what);
        if (key.Length is < 1 or > TableLimits.MaxKeyLength)
            throw new ArgumentException($"A key holds 1 to {TableLimits.MaxKeyLength} characters, not {key.Length}.", what);
        CheckCharacters(key, what);
    }

    private static void CheckBound(string bound, string what)
    {
        ArgumentNullException.ThrowIfNull(bound, what);
        if (bound.Length > TableLimits.MaxKeyLength)
            throw new ArgumentException($"A bound holds at most {TableLimits.MaxKeyLength} characters, not {bound.Length}.", what);
        CheckCharacters(bound, what);
    }

    private static void CheckCharacters(string key, string what)
    {
        var at = key.AsSpan().IndexOfAnyExcept(KeyCharacters);
        if (at >= 0)
        {
            throw new ArgumentException(
                $"A key holds printable ASCII without / \\ # ? %; U+{(int)key[at]:X4} at position {at} is not allowed. KeyText encodes any id.", what);
        }
    }
}
