using System.Globalization;
using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>Reads lengths of time and times of day.</summary>
internal static partial class TimeReading
{
    /// <summary>A length within a range, in calendar days or in hours. Nothing is rounded: <c>-16 hours</c> is an error, not a day.</summary>
    /// <param name="field">What to read.</param>
    /// <param name="least">Shortest, inclusive.</param>
    /// <param name="most">Longest, inclusive; a month counts 30 days, a year 365.</param>
    public static Threshold? Length(this YamlField field, TimeSpan least, TimeSpan most)
    {
        var allowed = $"{Shown(least)} to {Shown(most)}: whole calendar days as P30D, P2W or P1M, or hours and minutes as PT36H or PT30M";
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (Threshold.TryParse(text, out var length) && length.Approximate >= least && length.Approximate <= most)
            return length;
        field.Refuse(length is null ? Why(text) : field.Value.Shown(), $"{allowed}{Suggestion(text)}");
        return null;
    }

    /// <summary>Whole days or weeks, as a number of days.</summary>
    public static int? Days(this YamlField field, int least, int most)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"P{least}D to P{most}D, in whole days or weeks");
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        var isDays = Threshold.TryParse(text, out var length) && length.IsCalendar && text[^1] is 'D' or 'W' && !text.Contains('M', StringComparison.Ordinal) && !text.Contains('Y', StringComparison.Ordinal);
        if (isDays && length!.Approximate.Days >= least && length.Approximate.Days <= most)
            return length.Approximate.Days;
        field.Refuse($"{allowed}{(length is null ? Suggestion(text) : "")}");
        return null;
    }

    /// <summary>A time of day on a 24-hour clock. <c>21:00</c> needs no quotes here: it is read as written, not as YAML 1.1's base 60.</summary>
    public static TimeOnly? TimeOfDay(this YamlField field)
    {
        const string allowed = "a time from 00:00 to 23:59, such as 21:00";
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        field.Refuse(allowed);
        return null;
    }

    private static string Shown(TimeSpan time) =>
        (time.Ticks % TimeSpan.TicksPerDay == 0 && time > TimeSpan.Zero ? Threshold.Days(time.Days) : Threshold.Elapsed(time)).ToString();

    private static string Why(string text) => text switch
    {
        ['-', ..] or ['P', '-', ..] => $"{YamlValue.Quoted(text)}, which is negative",
        ['P', .., _] when text.Contains('T', StringComparison.Ordinal) && !text.StartsWith("PT", StringComparison.Ordinal) =>
            $"{YamlValue.Quoted(text)}, which mixes calendar days with hours",
        ['P', .., _] when text.Contains('.', StringComparison.Ordinal) => $"{YamlValue.Quoted(text)}, which is no whole number",
        _ => YamlValue.Quoted(text),
    };

    // "30 days", "30d", "16 hours": what was meant, as it has to be written.
    private static string Suggestion(string text)
    {
        if (InWords().Match(text) is not { Success: true } said)
            return "";
        var count = said.Groups[1].Value.TrimStart('0');
        var unit = said.Groups[2].Value.ToLowerInvariant();
        var written = unit switch
        {
            "d" or "day" or "days" => $"P{count}D",
            "w" or "week" or "weeks" => $"P{count}W",
            "month" or "months" => $"P{count}M",
            "y" or "year" or "years" => $"P{count}Y",
            "h" or "hour" or "hours" => $"PT{count}H",
            "min" or "minute" or "minutes" => $"PT{count}M",
            _ => "",
        };
        return written.Length > 0 && count.Length > 0 ? $"; did you mean {written}?" : "";
    }

    [GeneratedRegex(@"\A[-+]?([0-9]{1,5}) ?([A-Za-z]{1,7})\z")]
    private static partial Regex InWords();
}
