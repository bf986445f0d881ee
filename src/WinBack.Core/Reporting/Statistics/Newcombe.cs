namespace WinBack.Core.Reporting.Statistics;

/// <summary>Difference of two independent proportions.</summary>
internal static class Newcombe
{
    // Beyond that the p-value is no number that a double holds.
    private const double MostStandardErrors = 40;
    private const int Halvings = 60;

    /// <summary>
    /// Hybrid score interval, method 10, from the Wilson limits l and u of each: <c>d − √((p1−l1)² + (u2−p2)²)</c> to
    /// <c>d + √((u1−p1)² + (p2−l2)²)</c> with <c>d = p1 − p2</c>. Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890.
    /// </summary>
    /// <param name="treated">Sample 1.</param>
    /// <param name="control">Sample 2.</param>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <returns>Null while one of the two is empty.</returns>
    internal static Estimate? Difference(Proportion treated, Proportion control, double level = Confidence.Usual) =>
        treated.Count == 0 || control.Count == 0 ? null : new(treated.Value - control.Value, At(Confidence.Z(level), treated, control));

    /// <summary>
    /// P-value of "no difference" that goes with <see cref="Difference"/>: 1 minus the level at which the interval just reaches zero, so the two never contradict each
    /// other, as the p-value of another test could.
    /// </summary>
    /// <returns>0 to 1; 1 without any difference; null while one of the two is empty.</returns>
    internal static double? PValue(Proportion treated, Proportion control)
    {
        if (treated.Count == 0 || control.Count == 0)
            return null;
        if (treated.Value == control.Value)
            return 1;
        double low = 0, high = MostStandardErrors;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (At(middle, treated, control).Contains(0))
                high = middle;
            else
                low = middle;
        }

        return Confidence.P((low + high) / 2);
    }

    private static Interval At(double z, Proportion treated, Proportion control)
    {
        double p1 = treated.Value, p2 = control.Value, d = p1 - p2;
        Interval w1 = treated.WilsonAt(z), w2 = control.WilsonAt(z);
        return new(d - Root(p1 - w1.Low, w2.High - p2), d + Root(w1.High - p1, p2 - w2.Low));
    }

    private static double Root(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
