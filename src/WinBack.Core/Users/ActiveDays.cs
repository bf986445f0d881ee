using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>
/// The latest distinct UTC days on which a user did one thing: what a user's own rhythm is told from. Two orders on one day are no gap. The same
/// events give the same days in whatever order they come. At most <see cref="Most"/>, so that no history makes the row grow.
/// </summary>
[JsonConverter(typeof(ActiveDaysJson))]
public sealed class ActiveDays : IEquatable<ActiveDays>
{
    /// <summary>Days kept: 24 gaps.</summary>
    public const int Most = 25;

    private readonly int[] _days;

    private ActiveDays(int[] days) => _days = days;

    /// <summary>No day; also what rows that were written before days were kept have.</summary>
    public static ActiveDays None { get; } = new([]);

    /// <summary>Day numbers, latest first; day 0 is 0001-01-01.</summary>
    public ReadOnlySpan<int> LatestFirst => _days;

    /// <summary>The day an instant lies on, in UTC.</summary>
    public static int DayOf(DateTimeOffset at) => (int)(at.UtcTicks / TimeSpan.TicksPerDay);

    /// <summary>With one more day; the earliest goes when there are more than <see cref="Most"/>.</summary>
    public ActiveDays With(DateTimeOffset at)
    {
        var day = DayOf(at);
        var place = 0;
        while (place < _days.Length && _days[place] > day)
            place++;
        if (place == Most || (place < _days.Length && _days[place] == day))
            return this;
        var days = new int[Math.Min(_days.Length + 1, Most)];
        Array.Copy(_days, days, place);
        days[place] = day;
        Array.Copy(_days, place, days, place + 1, days.Length - place - 1);
        return new(days);
    }

    /// <summary>The latest distinct days of two lists, latest first: exactly those that one list over both would hold.</summary>
    /// <param name="one">Latest first.</param>
    /// <param name="other">Latest first.</param>
    /// <param name="into">Takes as many as it has room for.</param>
    /// <returns>How many there are.</returns>
    public static int Merge(ReadOnlySpan<int> one, ReadOnlySpan<int> other, Span<int> into)
    {
        var (i, j, count) = (0, 0, 0);
        while (count < into.Length && (i < one.Length || j < other.Length))
        {
            var day = j >= other.Length || (i < one.Length && one[i] >= other[j]) ? one[i] : other[j];
            into[count++] = day;
            i += i < one.Length && one[i] == day ? 1 : 0;
            j += j < other.Length && other[j] == day ? 1 : 0;
        }

        return count;
    }

    /// <inheritdoc/>
    public bool Equals(ActiveDays? other) => other is not null && _days.AsSpan().SequenceEqual(other._days);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActiveDays);

    /// <inheritdoc/>
    public override int GetHashCode() => _days.Length == 0 ? 0 : HashCode.Combine(_days.Length, _days[0], _days[^1]);

    /// <summary>As a row holds it: the latest day, then the days between each and the one before it.</summary>
    public sealed class ActiveDaysJson : JsonConverter<ActiveDays>
    {
        /// <inheritdoc/>
        public override ActiveDays Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Span<int> days = stackalloc int[Most];
            var count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count < Most)
                    days[count] = count == 0 ? reader.GetInt32() : days[count - 1] - reader.GetInt32();
                count++;
            }

            return count == 0 ? None : new(days[..Math.Min(count, Most)].ToArray());
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, ActiveDays value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (var i = 0; i < value._days.Length; i++)
                writer.WriteNumberValue(i == 0 ? value._days[0] : value._days[i - 1] - value._days[i]);
            writer.WriteEndArray();
        }
    }
}
