using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>Says in one sentence what the corrected interval of a comparison allows to be said, and not a word more.</summary>
internal static class ComparisonVerdict
{
    /// <param name="contrast">What is compared.</param>
    /// <param name="interval">Corrected; leaves out zero if, and only if, the arms are called different. Null while there are too few users.</param>
    /// <param name="isDifferent">Whether they are.</param>
    /// <param name="compared">Comparisons corrected for.</param>
    /// <param name="isBalanced">Whether the arms came out as drawn.</param>
    public static string Of(Contrast contrast, Interval? interval, bool isDifferent, int compared, bool isBalanced)
    {
        var (metric, arm, against) = (contrast.Metric.Name, contrast.Arm, contrast.Against);
        if (!isBalanced)
            return $"{metric}: the arms did not come out as they were drawn: find the leak before comparing {arm} with {against}.";
        if (interval is not { } range)
            return $"{metric}: too few users, or too little that varies, to compare {arm} with {against}.";
        var isRate = contrast.Metric.Kind == MetricKind.Converted;
        var of = isRate ? "of every 100 users, " : "";
        var (per, less) = isRate ? ("", "fewer") : (" per user", "less");
        var method = compared == 1 ? "95 % interval" : $"95 % interval, corrected for {compared} comparisons";
        string Say(double value) => LiftVerdict.Points(isRate ? value : value / 100);
        if (!isDifferent)
            return $"{metric}: the data do not tell {arm} from {against}: {of}anything from {Say(Math.Max(0, -range.Low))} {less} to {Say(Math.Max(0, range.High))} more{per} ({method}).";
        return range.Low > 0
            ? $"{metric}: {of}{Say(range.Low)} to {Say(range.High)} more{per} in {arm} than in {against} ({method})."
            : $"{metric}: {of}{Say(-range.High)} to {Say(-range.Low)} {less}{per} in {arm} than in {against} ({method}).";
    }
}
