using PhoneNumbers;

namespace WinBack.Core.Events;

/// <summary>Phone numbers in the one form they are kept in, E.164; by the library that phones themselves use.</summary>
public static class PhoneNumber
{
    // Formatting characters and extensions included, no number that anybody dials is longer.
    private const int MaxLength = 40;

    /// <summary>The number in E.164, such as <c>+4915112345678</c>; null when it is none, or lacks its country.</summary>
    /// <param name="text">With its country code: <c>+49 151 123 456 78</c>, <c>+1 (212) 555-0123</c>.</param>
    public static string? Normalized(string? text)
    {
        if (text is null or { Length: > MaxLength } || !text.TrimStart().StartsWith('+'))
            return null;
        var library = PhoneNumberUtil.GetInstance();
        try
        {
            var number = library.Parse(text, defaultRegion: null);
            return library.IsPossibleNumber(number) && !number.HasExtension ? library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>The country of a number in E.164, as ISO 3166-1 alpha-2; null when it has none, as satellite phones.</summary>
    public static string? Country(string e164)
    {
        var library = PhoneNumberUtil.GetInstance();
        try
        {
            return library.GetRegionCodeForNumber(library.Parse(e164, defaultRegion: null)) is { Length: 2 } region && region != "ZZ" ? region : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
