namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Whether the arms came out in the proportion they were drawn with (sample ratio check). Enrolments lost from one arm bias every lift, so a
/// small p-value means: find the leak before reading on.
/// </summary>
/// <param name="ExpectedHoldout">Persons to be held out by the draw: the sum of their probabilities.</param>
/// <param name="Holdout">Persons held out in fact.</param>
/// <param name="PValue">Of Pearson's chi-square with one degree of freedom, 0 to 1; null when chance had no say.</param>
public sealed record AssignmentCheck(double ExpectedHoldout, long Holdout, double? PValue)
{
    /// <summary>Below this the arms are called unbalanced. Low, because the report is read often.</summary>
    public const double Alarm = 0.001;

    /// <summary>Whether the arms are as drawn, as far as one can tell.</summary>
    public bool IsBalanced => PValue is not { } p || p >= Alarm;

    /// <summary>
    /// <c>χ² = (holdout − Σp)² / Σp(1−p)</c>; with one probability for all this is Pearson's statistic (K. Pearson, Phil. Mag. 50 (1900) 157–175).
    /// </summary>
    /// <param name="holdout">Held out in fact.</param>
    /// <param name="expected">Σp over everybody enrolled.</param>
    /// <param name="variance">Σp(1−p) over everybody enrolled.</param>
    internal static AssignmentCheck Of(long holdout, double expected, double variance)
    {
        if (!(variance > 0))
            return new(expected, holdout, null);

        // The upper tail of chi-square with one degree of freedom is the two tails of its root.
        return new(expected, holdout, Confidence.P((holdout - expected) / Math.Sqrt(variance)));
    }
}
