using System.Globalization;

namespace WinBack.Local.Randomised;

/// <summary>Reads <c>treatment=9,holdout=1</c>.</summary>
internal static class ArmShares
{
    /// <returns>Probability of each arm; they add up to 1.</returns>
    /// <exception cref="InvalidDataException">A part is not of the form, an arm is none of the table's, or one of those is missing.</exception>
    public static IReadOnlyDictionary<string, double> Parse(string text, IReadOnlyCollection<string> arms)
    {
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var between = part.LastIndexOf('=');
            if (between < 1 || !double.TryParse(part[(between + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || weight is not (> 0 and <= 1e9))
                throw new InvalidDataException($"'{part}' in the ratio is not of the form ARM=PARTS with parts above 0, such as holdout=1.");
            var arm = part[..between].Trim();
            if (!arms.Contains(arm))
                throw new InvalidDataException($"'{arm}' in the ratio is no arm; there are: {string.Join(", ", arms)}.");
            if (!parts.TryAdd(arm, weight))
                throw new InvalidDataException($"The ratio names '{arm}' twice.");
        }

        if (arms.FirstOrDefault(arm => !parts.ContainsKey(arm)) is { } missing)
            throw new InvalidDataException($"The ratio does not say how many parts '{missing}' has.");
        var all = parts.Values.Sum();
        return parts.ToDictionary(part => part.Key, part => part.Value / all, StringComparer.Ordinal);
    }
}
