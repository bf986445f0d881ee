using System.Globalization;
using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;

namespace WinBack.Core.Sending;

/// <summary>
/// How dates, numbers and amounts are written in one locale, by CLDR. The data lie in <c>LocaleData.txt</c> and not with the platform: the same
/// message is the same on every machine, also on one without locale data of its own.
/// </summary>
internal sealed class LocaleForms
{
    private static readonly Dictionary<string, LocaleForms> ByTag = Load();

    private readonly string[] _cells;
    private readonly string[] _months;
    private readonly string[] _weekdays;
    private readonly string[] _halves;
    private readonly Dictionary<string, string> _signs;

    private LocaleForms(string[] cells)
    {
        _cells = cells;
        (_months, _weekdays, _halves) = (cells[6].Split(','), cells[7].Split(','), cells[8].Split(','));
        _signs = cells[14].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1], StringComparer.Ordinal);
    }

    /// <summary>Tags of the locales there are data of.</summary>
    public static IEnumerable<string> Tags => ByTag.Keys;

    /// <summary>Of the first locale of a chain there are data of; null when there are of none.</summary>
    public static LocaleForms? Find(string? tag) => LocaleChain.Of(tag).Select(ByTag.GetValueOrDefault).FirstOrDefault(found => found is not null);

    /// <summary>In English.</summary>
    public static LocaleForms English => ByTag["en"];

    /// <summary>A date by one of <see cref="TemplateForms.DateStyles"/>; long for another.</summary>
    public string Date(DateTime at, string? style) => Written(at, style switch
    {
        "full" => _cells[9],
        "short" => _cells[11],
        "day" => _cells[12],
        "time" => _cells[13],
        "weekday" => "EEEE",
        _ => _cells[10],
    });

    /// <summary>A number with exactly or at most so many decimals.</summary>
    public string Number(decimal number, int decimals, bool isExact)
    {
        var plain = Math.Abs(decimal.Round(number, decimals, MidpointRounding.AwayFromZero)).ToString((isExact ? "F" : "0.") + (isExact ? decimals.ToString(CultureInfo.InvariantCulture) : new string('#', decimals)), CultureInfo.InvariantCulture);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var (whole, rest) = point < 0 ? (plain, "") : (plain[..point], _cells[1] + plain[(point + 1)..]);
        return (number < 0 && plain.AsSpan().ContainsAnyInRange('1', '9') ? "-" : "") + Grouped(whole) + rest;
    }

    /// <summary>An amount of money.</summary>
    public string Money(decimal amount, string currency)
    {
        var figure = Number(amount, Currencies.Decimals(currency), isExact: true);
        var (minus, digits) = figure[0] == '-' ? ("-", figure[1..]) : ("", figure);
        var sign = _signs.GetValueOrDefault(currency, currency);
        var place = _cells[5];
        // A sign of letters is set apart from the figure.
        if (char.IsLetter(sign[^1]) && place.Contains("¤0", StringComparison.Ordinal))
            sign += '\u00a0';
        return minus + place.Replace("¤", sign, StringComparison.Ordinal).Replace("0", digits, StringComparison.Ordinal);
    }

    // The first group from the right has three digits everywhere; those after it two in India.
    private string Grouped(string whole)
    {
        var (first, later) = (3 + (_cells[3] == "1" ? 1 : 2), _cells[4] == "2" ? 2 : 3);
        if (whole.Length < first)
            return whole;
        var text = new StringBuilder(whole);
        for (var at = whole.Length - 3; at > 0; at -= later)
            text.Insert(at, _cells[2]);
        return text.ToString();
    }

    // Letters as in CLDR: a run of one letter is a field, what stands in quotes is itself.
    private string Written(DateTime at, string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            var end = i + 1;
            while (end < pattern.Length && pattern[end] == pattern[i])
                end++;
            if (pattern[i] == '\'')
            {
                end = pattern.IndexOf('\'', i + 1) + 1;
                text.Append(pattern.AsSpan(i + 1, end - i - 2));
            }
            else
            {
                text.Append(char.IsAsciiLetter(pattern[i]) ? Field(at, pattern[i], end - i) : pattern[i..end]);
            }

            i = end;
        }

        return text.ToString();
    }

    private string Field(DateTime at, char letter, int length) => letter switch
    {
        'd' => Digits(at.Day, length),
        'M' or 'L' => length > 2 ? _months[at.Month - 1] : Digits(at.Month, length),
        'y' => length == 2 ? Digits(at.Year % 100, 2) : Digits(at.Year, 1),
        'E' => _weekdays[((int)at.DayOfWeek + 6) % 7],
        'H' => Digits(at.Hour, length),
        'h' => Digits(at.Hour % 12 == 0 ? 12 : at.Hour % 12, length),
        'm' => Digits(at.Minute, length),
        'a' => _halves[at.Hour / 12],
        _ => "",
    };

    private static string Digits(int number, int length) => number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');

    private static Dictionary<string, LocaleForms> Load()
    {
        using var reader = new StreamReader(typeof(LocaleForms).Assembly.GetManifestResourceStream("LocaleData.txt")!);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => new LocaleForms(cells), StringComparer.OrdinalIgnoreCase);
    }
}
