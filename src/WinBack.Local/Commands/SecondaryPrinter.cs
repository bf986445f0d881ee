using WinBack.Core.Reporting;
using WinBack.Core.Users;

namespace WinBack.Local.Commands;

/// <summary>Prints what a report says beside its primary lift, each with the population it stands for. What there is none of is left out.</summary>
internal static class SecondaryPrinter
{
    public static void PrintCounts(CampaignReport report)
    {
        if (report.Costs.Any(each => each.Contaminated > 0))
            Row("contacted by other campaigns", each => ReportPrinter.Share(each.Contaminated, each.Persons));
        if (report.Costs.Any(each => each.Messages > 0))
            Row("cost of messages", each => $"{each.Messages:N2}");
        if (report.Costs.Any(each => each.Offers > 0))
            Row("cost of offers", each => $"{each.Offers:N2}");

        void Row(string what, Func<ArmCost, string> value) => Console.WriteLine(
            $"  {what,-28}{string.Concat(new[] { Arm.Treatment, Arm.Holdout }.Select(arm => $"{(report.Costs.FirstOrDefault(each => each.Arm == arm) is { } cost ? value(cost) : "0"),13}"))}");
    }

    public static void PrintLifts(CampaignReport report)
    {
        if (report.Strata.Count > 1)
        {
            Head("by share held out", "The lift is the sum of these, each by its weight.");
            foreach (var each in report.Strata)
                Console.WriteLine($"  {each.Share,-20:P1} {each.Treatment,12:N0} treated {each.Holdout,10:N0} held out, weight {each.Weight:P1}");
        }

        if (report.Triggered is { } triggered)
        {
            Head("triggered", triggered.Population);
            Line("return rate", ReportPrinter.Points(triggered.Lift.Return.Absolute), ReportPrinter.Percent(triggered.Lift.Return.Relative));
            Line("revenue per person", ReportPrinter.Money(triggered.Lift.RevenuePerUser.Absolute), ReportPrinter.Percent(triggered.Lift.RevenuePerUser.Relative));
        }

        if (report.Later is { } later)
        {
            Head($"later enrolments, of {Counted.Of(later.Persons, "person")}, once for each arm", later.Population);
            Line("return rate", ReportPrinter.Points(later.Return));
            Line("conversion rate", ReportPrinter.Points(later.Conversion));
            Line("revenue", ReportPrinter.Money(later.RevenuePerEnrolment));
        }

        if (report.Afterwards is { } after)
        {
            Head("afterwards", after.Population);
            Line("second purchase", ReportPrinter.Points(after.SecondPurchase.Absolute), ReportPrinter.Percent(after.SecondPurchase.Relative));
            Line("purchases in 90 days", ReportPrinter.Money(after.Purchases.Absolute), ReportPrinter.Percent(after.Purchases.Relative));
            Line("revenue in 30 days", ReportPrinter.Money(after.Revenue30.Absolute), ReportPrinter.Percent(after.Revenue30.Relative));
            Line("revenue in 90 days", ReportPrinter.Money(after.Revenue90.Absolute), ReportPrinter.Percent(after.Revenue90.Relative));
            Line("entered again in 90 days", ReportPrinter.Points(after.LapsedAgain.Absolute), ReportPrinter.Percent(after.LapsedAgain.Relative));
        }

        if (report.Programme is { } programme)
            Print(programme);
    }

    /// <summary>Prints what all campaigns do together.</summary>
    public static void Print(ProgrammeLift programme)
    {
        Head($"all campaigns, {programme.Contacted.Enrolments:N0} against {programme.Global.Enrolments:N0} whom none contacts", programme.Population);
        Line("return rate", ReportPrinter.Points(programme.Return.Absolute), ReportPrinter.Percent(programme.Return.Relative));
        Line("conversion rate", ReportPrinter.Points(programme.Conversion.Absolute), ReportPrinter.Percent(programme.Conversion.Relative));
        Line("revenue per person", ReportPrinter.Money(programme.RevenuePerUser.Absolute), ReportPrinter.Percent(programme.RevenuePerUser.Relative));
    }

    private static void Head(string what, string population)
    {
        Console.WriteLine();
        Console.WriteLine($"  {what}");
        Wrapped.Write(population);
    }

    private static void Line(string what, string absolute, string relative = "") => Console.WriteLine($"  {what,-20} {absolute,-28} {relative}".TrimEnd());
}
