using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>What a sunset is called, the same wherever it is explained.</summary>
public static class SunsetText
{
    /// <summary>For people.</summary>
    public static string Of(Sunset sunset) => string.Create(
        CultureInfo.InvariantCulture,
        $"sunset since {sunset.At.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}: {sunset.Episodes} episodes of {sunset.Campaign} in a row were not answered; until something is done or consent given anew");
}
