using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Rollups;

/// <summary>What a cell of a rollup is about.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="Share">Probability of being held out that its enrolments were drawn with, to six digits: those drawn alike are one stratum.</param>
/// <param name="Value">Value of the marginal; empty where it has none.</param>
public readonly record struct CellKey(Arm Arm, double Share, string Value = "")
{
    /// <summary><c>Holdout|0.1|de</c></summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Arm}|{Share}|{Value}");

    /// <summary>The key with a share that is rounded.</summary>
    public static CellKey Of(Arm arm, double share, string value = "") => new(arm, Math.Round(share, 6), value);

    /// <summary>Reads <see cref="Text"/>.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static CellKey Parse(string text)
    {
        var parts = text.Split('|', 3);
        return parts.Length == 3 && Enum.TryParse<Arm>(parts[0], out var arm) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var share)
            ? new(arm, share, parts[2]) : throw new FormatException($"'{text}' is no key of a cell, such as Holdout|0.1|de.");
    }
}
