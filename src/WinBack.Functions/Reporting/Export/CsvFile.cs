using System.Globalization;
using System.Text;
using WinBack.Core.Reporting.Export;

namespace WinBack.Functions.Reporting.Export;

/// <summary>RFC 4180: lines end in CR LF; what holds a comma, a quotation mark or a line break stands in quotation marks.</summary>
internal static class CsvFile
{
    private const int Chunk = 64 * 1024;

    public static async Task WriteAsync<T>(IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns, Stream target, CancellationToken cancel)
    {
        var text = new StringBuilder(Chunk * 2);
        text.AppendJoin(',', columns.Select(column => column.Name)).Append("\r\n");
        await foreach (var row in rows.WithCancellation(cancel))
        {
            for (var i = 0; i < columns.Count; i++)
                Append(i == 0 ? text : text.Append(','), columns[i].Of(row));
            text.Append("\r\n");
            if (text.Length >= Chunk)
                await FlushAsync(text, target, cancel);
        }

        await FlushAsync(text, target, cancel);
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string plain when plain.AsSpan().IndexOfAny(",\"\r\n") < 0:
                text.Append(plain);
                break;
            case string quoted:
                text.Append('"').Append(quoted.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case DateTimeOffset at:
                text.Append(ExportFile.Text(at));
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static async Task FlushAsync(StringBuilder text, Stream target, CancellationToken cancel)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        text.Clear();
    }
}
