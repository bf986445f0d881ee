using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Local.Commands;

/// <summary>Prints the always-valid intervals, money, harm, what could have been found, and the effect by group and by week.</summary>
internal static class EffectPrinter
{
    private const int LastWeeks = 8;

    public static void Print(CampaignReport report)
    {
        if (report.Looks is [.., var look])
            Print(look);
        if (report.Money is { } money)
            Print(money);
        if (report.Harm is { } harm)
            Print(harm);
        Print(report.Detectable);
        report.Groups.ToList().ForEach(Print);
        if (report.Cohorts.Count > 1)
            Print(report.Cohorts);
    }

    private static void Print(LiftLook look)
    {
        var always = look.AlwaysValid;
        Head($"at every look, entries until {look.Through:yyyy-MM-dd}");
        Line("return rate", ReportPrinter.Points(Estimate(always.Return)), ReportPrinter.Percent(Estimate(always.RelativeReturn)));
        Line("conversion rate", ReportPrinter.Points(Estimate(always.Conversion)));
        Line("revenue per person", ReportPrinter.Money(Estimate(always.RevenuePerUser)));
    }

    private static void Print(Money money)
    {
        Head($"because of the campaign, in {money.Currency}");
        Line("people back", Whole(money.IncrementalUsers));
        Line("revenue", Whole(money.IncrementalRevenue));
        Line("cost", money.Cost.ToString("N2", CultureInfo.InvariantCulture));
        Line(string.Create(CultureInfo.InvariantCulture, $"profit, margin {100 * money.Margin:0.#} %"), Whole(money.Profit), $"{Whole(money.ProfitAlwaysValid)} at every look");
        Line("cost per person back", money.CostPerIncrementalUser is { } cost
            ? string.Create(CultureInfo.InvariantCulture, $"{cost.Value:N2} ({cost.Low:N2} to {(cost.High is { } high ? $"{high:N2}" : "no bound")})") : "nobody known to be back because of it");
    }

    private static void Print(Harm harm)
    {
        Head("harm");
        foreach (var lift in harm.Lifts)
            Line(Harmed(lift.What), $"{ReportPrinter.Share(lift.Lift.Treatment.Count, lift.Lift.Treatment.Of)} against {ReportPrinter.Share(lift.Lift.Holdout.Count, lift.Lift.Holdout.Of)}", ReportPrinter.Points(lift.Lift.Absolute));
    }

    private static void Print(Detectable detectable)
    {
        if (detectable.ReturnLift is not { } lift)
            return;
        Head($"could have been found with a chance of {detectable.Power:P0}");
        Line("return rate", string.Create(CultureInfo.InvariantCulture, $"a lift of {100 * lift:0.#} % of the rate without it (relative)"));
        if (detectable.RevenuePerUser is { } revenue)
            Line("revenue per person", string.Create(CultureInfo.InvariantCulture, $"{revenue:0.00}"));
    }

    private static void Print(GroupTable table)
    {
        Head($"by {table.By}, corrected for {Counted.Of(table.Groups.Count + table.Pairs.Count, "comparison")}");
        foreach (var group in table.Groups)
        {
            Line(group.Value, $"{Rate(group.Return.Treatment)} against {Rate(group.Return.Holdout)}", Corrected(group.Return, group.Corrected));
        }

        foreach (var pair in table.Pairs)
            Line($"{pair.Variant} - {pair.Against}", $"{Rate(pair.Return.Treatment)} against {Rate(pair.Return.Holdout)}", Corrected(pair.Return, pair.Corrected));
    }

    private static void Print(IReadOnlyList<CohortLift> cohorts)
    {
        Head(cohorts.Count > LastWeeks ? $"by week of entry, the last {LastWeeks} of {cohorts.Count}" : "by week of entry");
        foreach (var cohort in cohorts.TakeLast(LastWeeks))
        {
            Line(cohort.Week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{Rate(cohort.Return.Treatment)} against {Rate(cohort.Return.Holdout)}",
                $"{ReportPrinter.Points(cohort.Return.Absolute)}{(cohort.Open > 0 ? $", {cohort.Open:N0} open" : "")}");
        }
    }

    private static string Corrected(RateLift lift, CorrectedComparison? corrected) => corrected is null ? "too few"
        : $"{ReportPrinter.Points(lift.Absolute is { } estimate ? estimate with { Interval = corrected.Interval } : null)}{(corrected.IsDifferent ? " *" : "")}";

    private static string Rate(Rate rate) => rate.Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}% of {rate.Of:N0}") : "none";

    private static string Harmed(string what) => what switch { "optedOut" => "said stop", "complained" => "complained", "lostPush" => "lost push", _ => "any of these" };

    private static Estimate? Estimate(AlwaysValidEstimate? always) => always is null ? null : new(always.Value, always.Interval);

    private static string Whole(Estimate? estimate) => estimate is null ? "too few"
        : string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:+#,0;-#,0;0} ({estimate.Interval.Low:#,0} to {estimate.Interval.High:#,0})");

    private static void Head(string what)
    {
        Console.WriteLine();
        Console.WriteLine($"  {what}");
    }

    private static void Line(string what, string first, string second = "") => Console.WriteLine($"  {what,-20} {first,-36} {second}".TrimEnd());
}
