namespace WinBack.Core.Reporting.Statistics;

/// <summary>So many of so many.</summary>
/// <param name="Successes">0 to <paramref name="Count"/>.</param>
/// <param name="Count">Not negative.</param>
public readonly record struct Proportion(long Successes, long Count)
{
    /// <summary>0 to 1; not a number for none of none.</summary>
    public double Value => (double)Successes / Count;

    /// <summary>
    /// Wilson's score interval: <c>(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)</c>. Stays within 0 to 1 and is right with few or no successes.
    /// Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
    /// </summary>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <exception cref="InvalidOperationException">None of none has no interval.</exception>
    internal Interval Wilson(double level = Confidence.Usual)
    {
        if (Count <= 0 || Successes < 0 || Successes > Count)
            throw new InvalidOperationException($"{Successes} of {Count} is no proportion.");
        double n = Count, p = Value, z = Confidence.Z(level);
        var middle = p + (z * z / (2 * n));
        var reach = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);

        // The ends are exactly 0 and 1 at none and all; rounding would leave them a hair off.
        return new(Successes == 0 ? 0 : (middle - reach) / scale, Successes == Count ? 1 : (middle + reach) / scale);
    }
}
