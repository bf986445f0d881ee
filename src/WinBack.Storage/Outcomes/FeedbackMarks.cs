using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Outcomes;

/// <summary>How far each file of push feedback was read: one row, with an entry for each file of the last days.</summary>
public sealed partial class FeedbackMarks(ITables tables)
{
    private const string Partition = "push";
    private const string Row = "marks";

    private readonly ITable _marks = tables.Open("Feedback");

    /// <summary>The marks by name of file; none before the first run. One operation.</summary>
    public async Task<Dictionary<string, FeedbackMark>> ReadAsync(CancellationToken cancel = default) =>
        await _marks.GetAsync(Partition, Row, cancel) is { } row
            ? JsonSerializer.Deserialize(row.Data.Span, Json.Default.DictionaryStringFeedbackMark) ?? []
            : [];

    /// <summary>Keeps the marks, whoever else did: of two runs beside each other one reads again what the other had read.</summary>
    public async Task WriteAsync(Dictionary<string, FeedbackMark> marks, CancellationToken cancel = default) => await _marks.BatchAsync(
        Partition, [new RowChange.Upsert(Row, JsonSerializer.SerializeToUtf8Bytes(marks, Json.Default.DictionaryStringFeedbackMark))], cancel);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Dictionary<string, FeedbackMark>))]
    private sealed partial class Json : JsonSerializerContext;
}

/// <summary>How far a file was read.</summary>
/// <param name="ETag">Of the file when it was read to its end; empty while it was not.</param>
/// <param name="Next">Byte to go on at.</param>
public sealed record FeedbackMark(string ETag, long Next);
