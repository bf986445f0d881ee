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

    /// <summary>From a sum and a sum of squares, as rollups hold them.</summary>
    internal static Moments OfSums(double sum, double sumOfSquares, long count) =>
        new(count, sum / count, sumOfSquares - (sum * sum / count));
}
