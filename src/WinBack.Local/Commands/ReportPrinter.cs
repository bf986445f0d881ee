using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Local.Commands;

/// <summary>Prints a campaign's report for people: funnel, lift with its interval, and on whom it was measured.</summary>
internal static class ReportPrinter
{
    public static void Print(CampaignReport report)
    {
        Console.WriteLine($"{report.Campaign}, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        Console.WriteLine();
        Console.WriteLine($"  {report.Verdict}");
        Console.WriteLine();
        Console.WriteLine($"  {"",-26}{string.Concat(report.Funnel.Select(arm => $"{Name(arm.Arm),14}"))}");
        Row("enrolled", arm => $"{arm.Enrolled:N0}");
        Row("  window still open", arm => $"{arm.Open:N0}");
        Row("  void, had not lapsed", arm => $"{arm.Void:N0}");
        Row("  window closed", arm => $"{arm.Closed:N0}");
        Row("reached, or would be", arm => $"{arm.Reached:N0}");
        Row("said stop", arm => $"{arm.OptedOut:N0}");
        if (report.Funnel.Any(arm => arm.Sunset > 0))
            Row("sunset", arm => $"{arm.Sunset:N0}");
        foreach (var answer in report.Funnel.SelectMany(arm => arm.Answers).Select(each => each.Answer).Distinct())
            Row($"answered {answer}", arm => $"{arm.Answers.FirstOrDefault(each => each.Answer == answer)?.Enrolments ?? 0:N0}");
        foreach (var (touch, channel, kind) in report.Funnel.SelectMany(arm => arm.Touches).Select(each => (each.Touch, each.Channel, each.Kind)).Distinct())
        {
            Row($"{touch}, {AttemptKey.Name(channel)}{(kind is { } meant ? $" ({KindText.Of(meant)})" : "")}", arm => Touches(arm, touch, channel));
            foreach (var (what, count) in Reactions)
            {
                if (report.Funnel.Any(arm => Find(arm, touch, channel) is { } found && count(found) > 0))
                    Row($"  {what}", arm => Find(arm, touch, channel) is { } found && count(found) > 0 ? Share(count(found), found.Accepted) : "0");
            }
        }

        Row("people in the lift", arm => $"{arm.Primary.Enrolments:N0}");
        Row("  returned", arm => Share(arm.Primary.Returned, arm.Primary.Enrolments));
        Row("  converted", arm => Share(arm.Primary.Converted, arm.Primary.Enrolments));
        Row("  revenue", arm => $"{arm.Primary.Revenue:N2}");
        Row("later enrolments", arm => $"{arm.Later.Enrolments:N0}");
        SecondaryPrinter.PrintCounts(report);
        report.Offers.ToList().ForEach(Print);
        Console.WriteLine();
        Console.WriteLine($"  {report.Lift.Confidence:P0} intervals               more in treatment            relative to holdout");
        Console.WriteLine($"  return rate          {Points(report.Lift.Return.Absolute),-28} {Percent(report.Lift.Return.Relative)}");
        Console.WriteLine($"  conversion rate      {Points(report.Lift.Conversion.Absolute),-28} {Percent(report.Lift.Conversion.Relative)}");
        Console.WriteLine($"  revenue per person   {Money(report.Lift.RevenuePerUser.Absolute),-28} {Percent(report.Lift.RevenuePerUser.Relative)}");
        Console.WriteLine($"  arms as drawn        {(report.Assignment.IsBalanced ? "yes" : "NO")}{(report.Assignment.DrawnAlwaysValid.PValue is { } p ? $", always-valid p = {p:F3}" : "")}");
        EffectPrinter.Print(report);
        SecondaryPrinter.PrintLifts(report);
        CreditPrinter.Print(report.Credit);
        if (report.Guards is { } guards)
            GuardPrinter.Print(guards);
        Console.WriteLine();
        foreach (var note in report.Notes.Prepend(report.PrimaryPopulation))
            Wrapped.Write(note);

        void Row(string what, Func<ArmFunnel, string> value) =>
            Console.WriteLine($"  {what,-26}{string.Concat(report.Funnel.Select(arm => $"{value(arm),14}"))}");
    }

    private static void Print(OfferCount offer)
    {
        Console.WriteLine($"  {$"offer {offer.Offer}, given",-26}{offer.Given,14:N0}   worth up to {offer.Worth:N2} {offer.Currency}");
        Console.WriteLine($"  {"  used",-26}{offer.Redeemed,14:N0}   cost {offer.Cost:N2} {offer.Currency}");
    }

    /// <summary><c>+7.4 points (5.9 to 9.0)</c></summary>
    public static string Points(Estimate? estimate) => estimate is null
        ? "too few"
        : $"{100 * estimate.Value:+0.00;-0.00;0.00} points ({100 * estimate.Interval.Low:0.00} to {100 * estimate.Interval.High:0.00})";

    /// <summary><c>+12 % (3 to 21)</c></summary>
    public static string Percent(Estimate? estimate) => estimate is null
        ? "too few"
        : $"{100 * estimate.Value:+0;-0;0} % ({100 * estimate.Interval.Low:0} to {100 * estimate.Interval.High:0})";

    /// <summary><c>+1.20 (0.30 to 2.10)</c></summary>
    public static string Money(Estimate? estimate) => estimate is null
        ? "too few"
        : $"{estimate.Value:+0.00;-0.00;0.00} ({estimate.Interval.Low:0.00} to {estimate.Interval.High:0.00})";

    // Shown only where there is any: the outbox reports nothing, and not every provider tells everything.
    private static readonly (string What, Func<TouchCount, long> Count)[] Reactions =
    [
        ("delivered", count => count.Delivered),
        ("did not arrive", count => count.Undelivered),
        ("opened", count => count.Opened),
        ("clicked", count => count.Clicked),
        ("complained", count => count.Complained),
    ];

    private static TouchCount? Find(ArmFunnel arm, string touch, Channel channel) => arm.Touches.FirstOrDefault(each => each.Touch == touch && each.Channel == channel);

    /// <summary><c>120  12.00%</c></summary>
    public static string Share(long count, long of) => of == 0 ? "0" : $"{count:N0} {100.0 * count / of,6:0.00}%";

    // "would" marks what the held-out would have got.
    private static string Touches(ArmFunnel arm, string touch, Channel channel)
    {
        if (Find(arm, touch, channel) is not { } count)
            return "0";
        if (count.WouldSend > 0)
            return $"would: {count.WouldSend:N0}";
        var others = string.Concat(count.Refused > 0 ? $" -{count.Refused:N0}" : "", count.Unknown > 0 ? $" ?{count.Unknown:N0}" : "");
        return $"{count.Accepted:N0}{others}";
    }

    private static string Name(Arm arm) => arm.ToString().ToLowerInvariant();
}
