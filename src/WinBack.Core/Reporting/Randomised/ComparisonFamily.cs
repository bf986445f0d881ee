using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>Comparisons that are read side by side, so that the best-looking of them must be corrected for having been picked.</summary>
internal sealed class ComparisonFamily
{
    private const double Rate = 1 - Confidence.Usual;

    private readonly Dictionary<Contrast, double?> _adjusted;
    private readonly int _compared;
    private readonly int _different;

    public ComparisonFamily(IReadOnlyList<Contrast> contrasts)
    {
        var adjusted = BenjaminiHochberg.Adjusted([.. contrasts.Select(contrast => contrast.PValue)]);
        _adjusted = contrasts.Zip(adjusted).ToDictionary();
        _compared = adjusted.Count(p => p is not null);
        _different = adjusted.Count(IsDifferent);
    }

    /// <summary>How many comparisons there are, those included that have too few users.</summary>
    public int Count => _adjusted.Count;

    /// <summary>All of them, in the order given.</summary>
    public IReadOnlyList<Comparison> ToComparisons(bool isBalanced) => [.. _adjusted.Keys.Select(contrast => ToComparison(contrast, isBalanced))];

    /// <summary>One of them.</summary>
    /// <param name="contrast">One of those given.</param>
    /// <param name="isBalanced">Whether the arms came out as drawn; if not, the verdict says nothing else.</param>
    public Comparison ToComparison(Contrast contrast, bool isBalanced)
    {
        var adjusted = _adjusted[contrast];
        double? level = adjusted is null ? null : BenjaminiHochberg.Level(_compared, _different, IsDifferent(adjusted));
        var corrected = level is { } given ? contrast.Absolute(given)?.Interval : null;
        return new()
        {
            Metric = contrast.Metric.Name,
            Kind = contrast.Metric.Kind,
            Arm = contrast.Arm,
            Against = contrast.Against,
            Absolute = contrast.Absolute(Confidence.Usual),
            AlwaysValid = contrast.AlwaysValid(),
            Relative = contrast.Relative(),
            PValue = contrast.PValue,
            AdjustedPValue = adjusted,
            CorrectedConfidence = level,
            Corrected = corrected,
            IsDifferent = isBalanced && IsDifferent(adjusted),
            Verdict = ComparisonVerdict.Of(contrast, corrected, IsDifferent(adjusted), _compared, isBalanced),
        };
    }

    private static bool IsDifferent(double? adjusted) => adjusted <= Rate;
}
