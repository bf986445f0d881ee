using System.Globalization;
using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>Reads numbers as people write them: digits, a point, a minus; no leading zero (octal in YAML), exponent or underscore.</summary>
internal static partial class NumberReading
{
    /// <summary>A whole number within a range.</summary>
    public static int? Whole(this YamlField field, int least, int most)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (TryNumber(text, out var number) && number == decimal.Truncate(number) && number >= least && number <= most)
            return (int)number;
        field.Refuse(allowed);
        return null;
    }

    /// <summary>A number within a range.</summary>
    public static double? Number(this YamlField field, double least, double most)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (TryNumber(text, out var number) && (double)number >= least && (double)number <= most)
            return (double)number;
        field.Refuse(allowed);
        return null;
    }

    /// <summary>A share as a fraction (<c>0.1</c>) or in percent (<c>10%</c>).</summary>
    public static double? Share(this YamlField field, double most)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a share from 0 to {most}, or from 0% to {most * 100}%");
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        var isPercent = text.EndsWith('%');
        if (!TryNumber(isPercent ? text[..^1].TrimEnd() : text, out var number) || number < 0)
        {
            field.Refuse(allowed);
            return null;
        }

        var share = (double)(isPercent ? number / 100 : number);
        if (share <= most)
            return share;
        field.Refuse(isPercent || number > 100 ? allowed : string.Create(CultureInfo.InvariantCulture, $"{allowed}; did you mean {number}%?"));
        return null;
    }

    public static bool TryNumber(string text, out decimal number)
    {
        number = 0;
        return text.Length <= 25 && Form().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\z")]
    private static partial Regex Form();
}
