using System.Globalization;

namespace WinBack.Core.Campaigns;

/// <summary>Reads the UTC day of a date (<c>2026-12-31</c>) or of an instant (<c>2026-12-31T22:00:00+02:00</c>, in UTC where no offset is given).</summary>
internal static class DayText
{
    /// <summary>Characters of a date.</summary>
    public const int Length = 10;

    private const int Longest = 40;

    /// <summary>The day; null for any other text, and for none. Allocates nothing.</summary>
    public static DateOnly? Of(string? text)
    {
        if (text is null or { Length: < Length or > Longest } || !DateOnly.TryParseExact(text.AsSpan(0, Length), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        if (text.Length == Length)
            return day;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? DateOnly.FromDateTime(at.UtcDateTime) : null;
    }
}
