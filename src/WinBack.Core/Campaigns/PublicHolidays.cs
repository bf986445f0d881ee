using NodaTime;
using PublicHoliday;

namespace WinBack.Core.Campaigns;

/// <summary>
/// National public holidays, by the package of that name. Holidays of one region alone are not among them, and a holiday that a government
/// adds is known with the package's next version.
/// </summary>
public static class PublicHolidays
{
    private static readonly Dictionary<string, Func<IPublicHolidays>> ByCountry = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AT"] = () => new AustriaPublicHoliday(),
        ["BE"] = () => new BelgiumPublicHoliday(),
        ["BR"] = () => new BrazilPublicHoliday(),
        ["CZ"] = () => new CzechRepublicPublicHoliday(),
        ["DE"] = () => new GermanPublicHoliday(),
        ["DK"] = () => new DenmarkPublicHoliday(),
        ["EE"] = () => new EstoniaPublicHoliday(),
        ["ES"] = () => new SpainPublicHoliday(),
        ["FR"] = () => new FrancePublicHoliday(),
        ["HU"] = () => new HungaryPublicHoliday(),
        ["IE"] = () => new IrelandPublicHoliday(),
        ["IT"] = () => new ItalyPublicHoliday(),
        ["JP"] = () => new JapanPublicHoliday(),
        ["LT"] = () => new LithuaniaPublicHoliday(),
        ["LU"] = () => new LuxembourgPublicHoliday(),
        ["LV"] = () => new LatviaPublicHoliday(),
        ["MX"] = () => new MexicoPublicHoliday(),
        ["NL"] = () => new DutchPublicHoliday(),
        ["NO"] = () => new NorwayPublicHoliday(),
        ["NZ"] = () => new NewZealandPublicHoliday(),
        ["PL"] = () => new PolandPublicHoliday(),
        ["RO"] = () => new RomanianPublicHoliday(),
        ["SE"] = () => new SwedenPublicHoliday(),
        ["SI"] = () => new SloveniaPublicHoliday(),
        ["SK"] = () => new SlovakiaPublicHoliday(),
        ["US"] = () => new USAPublicHoliday(),
        ["ZA"] = () => new SouthAfricaPublicHoliday(),
    };

    /// <summary>Whether the holidays of a country, by its ISO 3166-1 code of two letters, are known.</summary>
    public static bool Know(string country) => ByCountry.ContainsKey(country);

    /// <summary>Whether a day is a public holiday in all of a country; of an unknown country, none is.</summary>
    public static bool Include(string country, LocalDate date) =>
        ByCountry.TryGetValue(country, out var holidays) && holidays().IsPublicHoliday(date.ToDateTimeUnspecified());
}
