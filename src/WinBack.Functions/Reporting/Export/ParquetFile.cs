using Parquet;
using Parquet.Schema;
using WinBack.Core.Reporting.Export;

namespace WinBack.Functions.Reporting.Export;

/// <summary>Apache Parquet: a group of rows is put together in memory and handed on, so memory is that of one group.</summary>
internal static class ParquetFile
{
    private const int RowsOfGroup = 20_000;

    public static async Task WriteAsync<T>(IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns, Stream target, CancellationToken cancel)
    {
        var schema = new ParquetSchema(columns.Select(Field).ToArray<Field>());
        await using var file = new HandedOnStream(target);
        await using (var writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: cancel))
        {
            List<T> group = new(RowsOfGroup);
            await foreach (var row in rows.WithCancellation(cancel))
            {
                group.Add(row);
                if (group.Count == RowsOfGroup)
                    await FlushAsync(writer, schema, columns, group, file, cancel);
            }

            await FlushAsync(writer, schema, columns, group, file, cancel);
        }

        await file.HandOnAsync(cancel);
    }

    private static DataField Field<T>(ExportColumn<T> column) => column.Type switch
    {
        ExportType.Text => new DataField<string>(column.Name),
        ExportType.Whole => new DataField<long?>(column.Name),
        ExportType.Number or ExportType.Money => new DataField<double?>(column.Name),
        ExportType.Flag => new DataField<bool?>(column.Name),
        ExportType.Instant => new DateTimeDataField(column.Name, DateTimeFormat.DateAndTime, isAdjustedToUTC: true, isNullable: true),
        _ => throw new InvalidOperationException($"A new type of column, {column.Type}, must be written here."),
    };

    private static async Task FlushAsync<T>(ParquetWriter writer, ParquetSchema schema, IReadOnlyList<ExportColumn<T>> columns, List<T> group, HandedOnStream file, CancellationToken cancel)
    {
        if (group.Count == 0)
            return;
        using (var part = writer.CreateRowGroup())
        {
            for (var i = 0; i < columns.Count; i++)
                await WriteAsync(part, schema.DataFields[i], columns[i], group, cancel);
            part.CompleteValidate();
        }

        await file.HandOnAsync(cancel);
        group.Clear();
    }

    private static Task WriteAsync<T>(ParquetRowGroupWriter part, DataField field, ExportColumn<T> column, List<T> rows, CancellationToken cancel) => column.Type switch
    {
        ExportType.Text => part.WriteAsync(field, (IReadOnlyCollection<string>)Values(rows, row => (string?)column.Of(row)!)),
        ExportType.Whole => part.WriteAsync<long>(field, Values(rows, row => (long?)column.Of(row)), cancellationToken: cancel),
        ExportType.Number => part.WriteAsync<double>(field, Values(rows, row => (double?)column.Of(row)), cancellationToken: cancel),
        ExportType.Money => part.WriteAsync<double>(field, Values(rows, row => (double?)(decimal?)column.Of(row)), cancellationToken: cancel),
        ExportType.Flag => part.WriteAsync<bool>(field, Values(rows, row => (bool?)column.Of(row)), cancellationToken: cancel),
        _ => part.WriteAsync<DateTime>(field, Values(rows, row => ((DateTimeOffset?)column.Of(row))?.UtcDateTime), cancellationToken: cancel),
    };

    private static TValue[] Values<T, TValue>(List<T> rows, Func<T, TValue> of)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = of(rows[i]);
        return values;
    }
}
