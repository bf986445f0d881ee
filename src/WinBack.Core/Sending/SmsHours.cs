using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// The hours in which a country lets advertising text messages be sent, by the person's own clock; kept whether or not a campaign has quiet
/// hours. The README of this stage names the sources. What a country rules beyond hours, days and national holidays is not in here.
/// </summary>
public sealed class SmsHours
{
    /// <summary>Last word of an entry that leaves out the country's public holidays.</summary>
    private const string NoHolidays = "no-holidays";

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static readonly Dictionary<string, string> Law = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = "08:00-21:00",
        ["FR"] = $"mon-sat 08:00-22:00 {NoHolidays}",
        ["IN"] = "10:00-21:00",
    };

    private readonly Dictionary<string, TouchHours> _byCountry;

    private SmsHours(Dictionary<string, TouchHours> byCountry) => _byCountry = byCountry;

    /// <summary>The hours known here, with no settings.</summary>
    public static SmsHours ByLaw { get; } = With(new Dictionary<string, string>());

    /// <summary>The hours known here, with those of the settings in their place.</summary>
    /// <param name="settings">By country: <c>08:00-21:00</c>, <c>mon-sat 08:00-22:00</c>, with <c>no-holidays</c> behind it where public holidays are left out, or <c>any</c> for no rule.</param>
    /// <exception cref="FormatException">An entry is of another form.</exception>
    public static SmsHours With(IReadOnlyDictionary<string, string> settings)
    {
        Dictionary<string, TouchHours> hours = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (country, text) in Law.Where(each => !settings.Keys.Contains(each.Key, StringComparer.OrdinalIgnoreCase)).Concat(settings))
        {
            if (!TryParse(country, text, out var read))
                throw new FormatException($"{country}: {text}");
            if (read.Window is not null)
                hours[country] = read;
        }

        return new(hours);
    }

    /// <summary>Reads an entry; <c>any</c> gives hours without a window.</summary>
    public static bool TryParse(string country, string? text, [NotNullWhen(true)] out TouchHours? hours)
    {
        hours = null;
        if (country.Length != 2 || !country.All(char.IsAsciiLetter) || text is null)
            return false;
        if (text.Trim() == "any")
        {
            hours = new(new HashSet<IsoDayOfWeek>());
            return true;
        }

        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var withoutHolidays = parts is [.., NoHolidays];
        if (withoutHolidays && !PublicHolidays.Know(country))
            return false;
        parts = withoutHolidays ? parts[..^1] : parts;
        if (parts.Length is not (1 or 2) || Times(parts[^1]) is not { } window)
            return false;
        var days = parts.Length == 1 ? [] : Days(parts[0]);
        if (days is null)
            return false;
        hours = new(days, Window: window) { NotOnHolidaysOf = withoutHolidays ? country.ToUpperInvariant() : null };
        return true;
    }

    /// <summary>The hours that bind a text message to a person: of the country of their profile, else of their number.</summary>
    /// <returns>Null where no hours are known.</returns>
    public (string Country, TouchHours Hours)? Of(Profile profile)
    {
        var country = profile.Country?.Value ?? (profile.Phone?.Value is { } phone ? PhoneNumber.Country(phone) : null);
        return country is not null && _byCountry.TryGetValue(country, out var hours) ? (country, hours) : null;
    }

    private static LocalWindow? Times(string text)
    {
        var ends = text.Split('-');
        return ends.Length == 2
            && TimeOnly.TryParseExact(ends[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && TimeOnly.TryParseExact(ends[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to) && from != to
            ? new(from, to)
            : null;
    }

    private static HashSet<IsoDayOfWeek>? Days(string text)
    {
        var ends = text.Split('-');
        var (first, last) = (Array.IndexOf(DayNames, ends[0]), Array.IndexOf(DayNames, ends[^1]));
        return ends.Length <= 2 && first >= 0 && last >= first ? [.. Enumerable.Range(first + 1, last - first + 1).Select(day => (IsoDayOfWeek)day)] : null;
    }
}
