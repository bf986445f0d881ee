namespace WinBack.Core.Reporting.Statistics;

/// <summary>Difference of two independent proportions.</summary>
internal static class Newcombe
{
    /// <summary>
    /// Hybrid score interval, method 10, from the Wilson limits l and u of each: <c>d − √((p1−l1)² + (u2−p2)²)</c> to
    /// <c>d + √((u1−p1)² + (p2−l2)²)</c> with <c>d = p1 − p2</c>. Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890.
    /// </summary>
    /// <param name="treated">Sample 1.</param>
    /// <param name="control">Sample 2.</param>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <returns>Null while one of the two is empty.</returns>
    internal static Estimate? Difference(Proportion treated, Proportion control, double level = Confidence.Usual)
    {
        if (treated.Count == 0 || control.Count == 0)
            return null;
        double p1 = treated.Value, p2 = control.Value, d = p1 - p2;
        Interval w1 = treated.Wilson(level), w2 = control.Wilson(level);
        return new(d, new(d - Root(p1 - w1.Low, w2.High - p2), d + Root(w1.High - p1, p2 - w2.Low)));
    }

    private static double Root(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
