namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Count, mean and variance of numbers seen one at a time, in constant memory and without the cancellation of a sum of squares.
/// Source: B. P. Welford, Technometrics 4 (1962) 419–420.
/// </summary>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>Sample variance with n − 1; not a number below two values.</summary>
    internal double Variance => Count < 2 ? double.NaN : SquaredDeviations / (Count - 1);

    /// <summary>These and one more.</summary>
    internal Moments With(double value)
    {
        var count = Count + 1;
        var mean = Mean + ((value - Mean) / count);
        return new(count, mean, SquaredDeviations + ((value - Mean) * (value - mean)));
    }

    /// <summary>These and those of other values. Source: T. F. Chan, G. H. Golub, R. J. LeVeque, American Statistician 37 (1983) 242–247.</summary>
    internal Moments With(Moments other)
    {
        var count = Count + other.Count;
        if (count == 0)
            return this;
        var apart = other.Mean - Mean;
        return new(
            count,
            Mean + (apart * other.Count / count),
            SquaredDeviations + other.SquaredDeviations + (apart * apart * Count * other.Count / count));
    }

    /// <summary>From a sum and a sum of squares, as rollups hold them; a variance that rounding leaves below zero is zero.</summary>
    internal static Moments OfSums(double sum, double sumOfSquares, long count) =>
        new(count, sum / count, Math.Max(0, sumOfSquares - (sum * sum / count)));
}
