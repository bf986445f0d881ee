using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;

namespace WinBack.Core.Sending;

/// <summary>How dates, amounts and counts are written for one reader of one template.</summary>
internal sealed class ReaderLocale
{
    private readonly LocaleForms _forms;
    private readonly DateTimeZone _zone;

    private ReaderLocale(string language, LocaleForms forms, DateTimeZone zone) => (Language, _forms, _zone) = (language, forms, zone);

    /// <summary>Tag of the language that the template is in.</summary>
    public string Language { get; }

    /// <summary>For a template in a language and a reader: by the reader's own country where they read their own language; as in English for a language there are no data of.</summary>
    /// <param name="language">Of the template.</param>
    /// <param name="locale">The reader's; null when it is not known.</param>
    /// <param name="zone">The reader's zone.</param>
    public static ReaderLocale Of(string language, string? locale, DateTimeZone zone)
    {
        var isOwn = locale is not null && Primary(locale).Equals(Primary(language), StringComparison.OrdinalIgnoreCase);
        return new(language, LocaleForms.Find(isOwn ? locale : language) ?? LocaleForms.Find(language) ?? LocaleForms.English, zone);
    }

    /// <summary>A date by one of <see cref="TemplateForms.DateStyles"/>.</summary>
    /// <param name="value">ISO 8601: a day, a local time, or an instant, which is shown in the reader's zone.</param>
    /// <param name="style">The style; long for null.</param>
    /// <returns>Null when the value is no date, or has no time to show.</returns>
    public string? Date(object? value, string? style)
    {
        if (value is not string { Length: <= 40 } text)
            return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day)
            return style == "time" ? null : Date(day.Value.AtMidnight(), style);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } instant)
            return Date(instant.Value.ToInstant().InZone(_zone).LocalDateTime, style);
        return LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local ? Date(local.Value, style) : null;
    }

    /// <summary>An amount of money.</summary>
    /// <param name="value">A number, or the text of one.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <returns>Null when either is not what it should be.</returns>
    public string? Money(object? value, object? currency) =>
        Amount(value) is { } amount && currency is string code && Currencies.IsKnown(code) ? _forms.Money(amount, code) : null;

    /// <summary>A number with at most six decimals; null for what is none.</summary>
    public string? Number(object? value) => Amount(value) is { } amount ? _forms.Number(amount, Decimals, isExact: false) : null;

    /// <summary>The words for a count: those of its plural form, with the number in place of each <c>#</c>.</summary>
    /// <returns>Null for no number.</returns>
    public string? Plural(object? value, IReadOnlyDictionary<string, string> words)
    {
        if (Amount(value) is not { } amount)
            return null;
        // What is shown decides, and trailing zeros are not shown.
        var shown = decimal.Round(amount, Decimals, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
        var said = words.GetValueOrDefault(PluralRules.Form(Language, shown)) ?? words.GetValueOrDefault(PluralRules.Other);
        return said?.Replace("#", Number(amount), StringComparison.Ordinal);
    }

    private const int Decimals = 6;

    private string? Date(LocalDateTime at, string? style) => at.Year is >= 1 and <= 9999 ? _forms.Date(at.ToDateTimeUnspecified(), style) : null;

    // Bounded, so that a number with thirty digits is no reason to write them all.
    private static decimal? Amount(object? value)
    {
        const decimal most = 1_000_000_000_000_000m;
        decimal? amount = value switch
        {
            decimal number => number,
            string text when text.Length <= 30 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) => read,
            _ => null,
        };
        return amount is > -most and < most ? amount : null;
    }

    private static string Primary(string tag) => tag.Split('-', '_')[0];
}
