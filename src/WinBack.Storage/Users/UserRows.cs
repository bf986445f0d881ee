using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>JSON of the rows of People and Facts. Members are added, never renamed: readers accept rows of earlier versions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(Enrolment))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(SentAttempt))]
[JsonSerializable(typeof(Fact))]
[JsonSerializable(typeof(PendingEffect))]
[JsonSerializable(typeof(DueFiling))]
[JsonSerializable(typeof(SuppressionRow))]
[JsonSerializable(typeof(TombstoneRow))]
internal sealed partial class UserRows : JsonSerializerContext
{
    public static ReadOnlyMemory<byte> Write<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static T Read<T>(ReadOnlyMemory<byte> data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data.Span, type) ?? throw new JsonException($"A row holds null where a {typeof(T).Name} belongs.");
}

/// <summary>An effect that its change left to be run.</summary>
internal sealed record PendingEffect(DateTimeOffset At, string UserId, Effect Effect);

/// <summary>A suppression as stored: no address, only its keyed hash in the row key. <c>Since</c> outlives repeats and ends when it is lifted.</summary>
internal sealed record SuppressionRow(string Reason, DateTimeOffset At, bool Lifted, DateTimeOffset? Since = null);
