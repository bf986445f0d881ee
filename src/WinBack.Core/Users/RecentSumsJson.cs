using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>As a row holds it: the number of days, then of each day and month how many it is before the one above it, the count and the value.</summary>
public sealed class RecentSumsJson : JsonConverter<RecentSums>
{
    /// <inheritdoc/>
    public override RecentSums Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<RecentSums.Sum> days = [], months = [];
        var left = -1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (left < 0)
            {
                left = reader.GetInt32();
                continue;
            }

            var into = left > 0 ? days : months;
            var at = into.Count == 0 ? reader.GetInt32() : into[^1].At - reader.GetInt32();
            reader.Read();
            var count = reader.GetInt32();
            reader.Read();
            into.Add(new(at, count, reader.GetDecimal()));
            left = Math.Max(0, left - 1);
        }

        return days.Count == 0 ? RecentSums.None : new([.. days], [.. months]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RecentSums value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        if (!value.IsEmpty)
            writer.WriteNumberValue(value.Days.Length);
        Write(writer, value.Days);
        Write(writer, value.Months);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<RecentSums.Sum> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            writer.WriteNumberValue(i == 0 ? sums[0].At : sums[i - 1].At - sums[i].At);
            writer.WriteNumberValue(sums[i].Count);
            writer.WriteNumberValue(sums[i].Value);
        }
    }
}
