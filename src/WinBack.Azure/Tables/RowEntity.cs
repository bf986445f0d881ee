using Azure;
using Azure.Data.Tables;
using WinBack.Storage.Tables;

namespace WinBack.Azure.Tables;

/// <summary>A row as Table Storage holds it.</summary>
/// <example>PartitionKey <c>017</c>, RowKey <c>u|anna</c>, Op a GUID, New true or absent, D0 up to 64 KiB of binary, D1 the rest of more.</example>
internal static class RowEntity
{
    /// <summary>Bytes of one property: Azure's limit.</summary>
    private const int MaxPropertyBytes = 64 * 1024;

    public const string Operation = "Op";

    /// <summary>Set on a row that an insert made and nothing has written since.</summary>
    public const string New = "New";

    private static readonly string[] Parts = [.. Enumerable.Range(0, TableLimits.MaxDataBytes / MaxPropertyBytes).Select(part => $"D{part}")];

    /// <summary>An ETag as the service gives them, but earlier than any row: whatever is compared with it differs.</summary>
    public const string NoRows = "W/\"datetime'1601-01-01T00%3A00%3A00.0000000Z'\"";

    /// <summary>A row for an insert.</summary>
    public static TableEntity MakeNew(string partition, string row, ReadOnlyMemory<byte> data, Guid operation)
    {
        var entity = Make(partition, row, data, operation);
        entity[New] = true;
        return entity;
    }

    public static TableEntity Make(string partition, string row, ReadOnlyMemory<byte> data, Guid operation)
    {
        var entity = new TableEntity(partition, row) { [Operation] = operation };
        for (var part = 0; part * MaxPropertyBytes < data.Length; part++)
            entity[Parts[part]] = data.Slice(part * MaxPropertyBytes, Math.Min(MaxPropertyBytes, data.Length - part * MaxPropertyBytes)).ToArray();
        return entity;
    }

    public static TableRow Read(TableEntity entity) => new(entity.PartitionKey, entity.RowKey, Data(entity), entity.ETag.ToString());

    /// <summary>The write that left this row as it is; null for one that something else made.</summary>
    public static Guid? OperationOf(TableEntity entity) => entity.TryGetValue(Operation, out var value) && value is Guid operation ? operation : null;

    /// <summary>The ETag to compare with. One that no service gave is none of a row's, and <c>*</c>, which would match any, is such a one.</summary>
    public static ETag Condition(string etag) =>
        new(etag.StartsWith("W/\"", StringComparison.Ordinal) && etag.EndsWith('"') && !etag.AsSpan(3, etag.Length - 4).Contains('"') ? etag : NoRows);

    private static ReadOnlyMemory<byte> Data(TableEntity entity)
    {
        if (entity.GetBinary(Parts[0]) is not { } first)
            return default;
        if (entity.GetBinary(Parts[1]) is not { } second)
            return first;
        var data = new byte[first.Length + second.Length];
        first.CopyTo(data, 0);
        second.CopyTo(data, first.Length);
        return data;
    }
}
