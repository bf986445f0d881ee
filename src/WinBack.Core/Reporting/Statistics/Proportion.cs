namespace WinBack.Core.Reporting.Statistics;

/// <summary>So many of so many.</summary>
/// <param name="Successes">0 to <paramref name="Count"/>.</param>
/// <param name="Count">Not negative.</param>
public readonly record struct Proportion(long Successes, long Count)
{
    /// <summary>0 to 1; not a number for none of none.</summary>
    public double Value => (double)Successes / Count;

    /// <summary>
    /// Variance of one user's outcome, <c>p(1 − p)</c> with one success and one failure added, so that none or all of a few does not pass for certainty.
    /// Source: A. Agresti, B. Caffo, American Statistician 54 (2000) 280–288.
    /// </summary>
    internal double SmoothedVariance => (Successes + 1.0) / (Count + 2) * (Count - Successes + 1) / (Count + 2);

    /// <summary>
    /// Wilson's score interval: <c>(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)</c>. Stays within 0 to 1 and is right with few or no successes.
    /// Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
    /// </summary>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <exception cref="InvalidOperationException">None of none has no interval.</exception>
    internal Interval Wilson(double level = Confidence.Usual) => WilsonAt(Confidence.Z(level));

    /// <summary><see cref="Wilson"/> so many standard errors around; not negative.</summary>
    internal Interval WilsonAt(double z)
    {
        if (Count <= 0 || Successes < 0 || Successes > Count)
            throw new InvalidOperationException($"{Successes} of {Count} is no proportion.");
        double n = Count, p = Value;
        var middle = p + (z * z / (2 * n));
        var reach = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);

        // The ends are exactly 0 and 1 at none and all; rounding would leave them a hair off.
        return new(Successes == 0 ? 0 : (middle - reach) / scale, Successes == Count ? 1 : (middle + reach) / scale);
    }
}
