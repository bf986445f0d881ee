using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Randomised;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Local.Commands;

/// <summary>Prints what a randomised table says: verdicts first, then the numbers.</summary>
internal static class LiftPrinter
{
    public static void Print(TableReport report)
    {
        foreach (var comparison in report.Comparisons)
            Wrapped.Write(comparison.Verdict);
        if (report.Comparisons.Count == 0)
            Wrapped.Write(report.Arms.Count == 1 ? $"Nothing to compare: every row is in the arm {report.Control}." : "Nothing to compare: name a column with --converted or --revenue.");
        Print(report.Arms);
        Print(report.Assignment);
        Print(report.Comparisons);
        foreach (var segment in report.Segments)
        {
            Console.WriteLine();
            Say($"  segment {(segment.Segment.Length == 0 ? "(empty)" : segment.Segment)}, {Counted.Of(segment.Users, "user")}");
            foreach (var comparison in segment.Comparisons)
                Wrapped.Write(comparison.Verdict);
            Print(segment.Arms);
            Print(segment.Assignment);
            Print(segment.Comparisons);
        }

        Console.WriteLine();
        foreach (var note in report.Notes)
            Wrapped.Write(note);
    }

    private static void Print(IReadOnlyList<TableArm> arms)
    {
        Console.WriteLine();
        Say($"  {"arm",-24}{"users",12}{"drawn",8}  {"metric",-20}{"sum",16}{"mean",12}  95 % interval");
        foreach (var arm in arms)
        {
            var first = string.Create(CultureInfo.InvariantCulture, $"  {arm.Arm,-24}{arm.Users,12:N0}{100 * arm.Share,6:0.#} %");
            foreach (var metric in arm.Metrics)
            {
                Say($"{first}  {metric.Metric,-20}{metric.Sum,16:#,0.##}{" " + Mean(metric),12}  {Range(metric.Kind, metric.Interval)}");
                first = new(' ', first.Length);
            }

            if (arm.Metrics.Count == 0)
                Console.WriteLine(first);
        }
    }

    private static void Print(TableAssignment assignment) => Say(assignment.PValue is { } p
        ? (FormattableString)$"  arms as drawn: {(assignment.IsBalanced ? "yes" : "NO, find the leak")}, always-valid p{(p < 0.0001 ? "" : " =")} {P(p)}"
        : $"  arms as drawn: there is one arm, and nothing to check");

    private static void Print(IReadOnlyList<Comparison> comparisons)
    {
        if (comparisons.Count == 0)
            return;
        Console.WriteLine();
        Say($"  {"difference",-40}{"one look",-29}{"at every look",-21}{"relative",-21}adjusted p");
        foreach (var each in comparisons)
            Say($"  {$"{each.Metric}: {each.Arm} - {each.Against}",-39} {Difference(each),-28} {Range(each.Kind, each.AlwaysValid?.Interval),-20} {Relative(each.Relative),-20} {P(each.AdjustedPValue)}");
    }

    // Never "0": that would be certainty.
    private static string P(double? value) => value is not { } p ? "-" : p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Mean(MetricSum metric) => metric.Mean is not { } mean ? "-"
        : metric.Kind == MetricKind.Converted ? string.Create(CultureInfo.InvariantCulture, $"{100 * mean:0.00} %")
        : mean.ToString("#,0.00##", CultureInfo.InvariantCulture);

    private static string Difference(Comparison each) => each.Absolute is not { } estimate ? "too few"
        : each.Kind == MetricKind.Converted ? string.Create(CultureInfo.InvariantCulture, $"{100 * estimate.Value:+0.00;-0.00;0.00} {Range(each.Kind, estimate.Interval)}")
        : string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:+0.00##;-0.00##;0.00} {Range(each.Kind, estimate.Interval)}");

    // Rates in points of a hundred, amounts as they are.
    private static string Range(MetricKind kind, Interval? interval) => interval is not { } range ? "too few"
        : kind == MetricKind.Converted ? string.Create(CultureInfo.InvariantCulture, $"({100 * range.Low:0.00} to {100 * range.High:0.00})")
        : string.Create(CultureInfo.InvariantCulture, $"({range.Low:0.00##} to {range.High:0.00##})");

    private static string Relative(Estimate? estimate) => estimate is null
        ? "too few"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * estimate.Value:+0;-0;0} % ({100 * estimate.Interval.Low:0} to {100 * estimate.Interval.High:0})");

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
