using NodaTime;

namespace WinBack.Core.Users;

/// <summary>In which time zone a person lives, by a stated order: the profile's zone, the country's if it has only one, else the project's default.</summary>
public static class UserZone
{
    private static readonly Dictionary<string, DateTimeZone> OnlyZoneOfCountry =
        (NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(location => location.CountryCode, StringComparer.Ordinal)
        .Where(country => country.Count() == 1)
        .ToDictionary(country => country.Key, country => DateTimeZoneProviders.Tzdb[country.Single().ZoneId], StringComparer.Ordinal);

    /// <summary>The person's zone.</summary>
    /// <param name="profile">The person's profile.</param>
    /// <param name="fallback">Zone of the project, for persons with neither a known zone nor a country of one zone.</param>
    public static DateTimeZone Of(Profile profile, DateTimeZone fallback) => Find(profile, fallback).Zone;

    /// <summary>The person's zone in words, with where it is from: <c>Europe/Vienna (country)</c>.</summary>
    /// <param name="profile">The person's profile.</param>
    /// <param name="fallback">Zone of the project.</param>
    public static string Text(Profile profile, DateTimeZone fallback)
    {
        var (zone, from) = Find(profile, fallback);
        return $"{zone.Id} ({from})";
    }

    private static (DateTimeZone Zone, string From) Find(Profile profile, DateTimeZone fallback)
    {
        if (profile.TimeZone?.Value is { } id && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone)
            return (zone, "profile");
        return profile.Country?.Value is { } country && OnlyZoneOfCountry.TryGetValue(country, out var only) ? (only, "country") : (fallback, "project");
    }
}
