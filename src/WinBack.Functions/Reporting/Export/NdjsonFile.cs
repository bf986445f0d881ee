using System.Buffers;
using System.Text.Json;
using WinBack.Core.Reporting.Export;

namespace WinBack.Functions.Reporting.Export;

/// <summary>One JSON object a line.</summary>
internal static class NdjsonFile
{
    private const int Chunk = 64 * 1024;

    public static async Task WriteAsync<T>(IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns, Stream target, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(Chunk * 2);
        using var json = new Utf8JsonWriter(buffer);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            json.WriteStartObject();
            foreach (var column in columns)
                Write(json, column.Name, column.Of(row));
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < Chunk)
                continue;
            await target.WriteAsync(buffer.WrittenMemory, cancel);
            buffer.ResetWrittenCount();
        }

        await target.WriteAsync(buffer.WrittenMemory, cancel);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case long whole:
                json.WriteNumber(name, whole);
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
            case decimal money:
                json.WriteNumber(name, money);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case DateTimeOffset at:
                json.WriteString(name, ExportFile.Text(at));
                break;
            case null:
                break;
            default:
                throw new ArgumentException($"Column {name} holds a {value.GetType().Name}, which has no form in NDJSON.", nameof(value));
        }
    }
}
