using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Local.Demo;

namespace WinBack.Local.Commands;

/// <summary>What one campaign's report says, and what is true.</summary>
internal sealed record MeasuredBesideTrue(Campaign Campaign, CampaignReport Report, TrueLift Truth);

/// <summary>Prints what came of the demo.</summary>
internal static class DemoPrinter
{
    /// <summary>How many campaigns, and which.</summary>
    public static string Count(IReadOnlyList<string> campaigns) =>
        campaigns.Count == 1 ? $"the campaign {campaigns[0]}" : $"{campaigns.Count} campaigns together: {string.Join(", ", campaigns)}";

    /// <summary>The first campaign's report in full, then all of them beside the truth, then what they did to each other.</summary>
    public static void Print(IReadOnlyList<MeasuredBesideTrue> campaigns, Interplay interplay)
    {
        var first = campaigns[0];
        ReportPrinter.Print(first.Report);
        Console.WriteLine();
        PrintTruth(first);
        if (campaigns.Count == 1)
            return;
        Console.WriteLine();
        Console.WriteLine($"  {"campaign",-24}{"priority",8}{"treatment",11}{"holdout",9}   {"more reach the goal, measured",-32}{"truly",6}{"others wrote to",17}");
        foreach (var each in campaigns)
            PrintRow(each);
        Console.WriteLine();
        Wrapped.Write("What others wrote counts in both of a person's lives as it was, so a true figure leaves out what this campaign's messages kept back of theirs: it is exact where nobody else wrote.");
        Console.WriteLine();
        Console.WriteLine($"  {Counted.Of(interplay.CapRefusals, "time")} a cap kept a message back; {interplay.KeptFree:N0} of them a free slot was left to a campaign of higher priority");
        Console.WriteLine($"  {Counted.Of(interplay.Waiting, "time")} at the end somebody waits to enter until a campaign that conflicts is over");
    }

    private static void PrintTruth(MeasuredBesideTrue first)
    {
        var (lift, truth) = (first.Report.Lift, first.Truth);
        PrintTruth("come back", lift.Return, truth.Return);
        PrintTruth("reach the goal", lift.Conversion, truth.Goal);
        Console.WriteLine($"  True of {Counted.Word(truth.People, "this", "these")} {Counted.Of(truth.People, "person", "people")}, each of whose two lives only the demo knows.");
        if (truth.Unlike > 0)
            Console.WriteLine($"  {truth.Unlike:N0} of them came back, or did not, unlike in the life that their arm gave them: the post of it came too late.");
    }

    private static void PrintTruth(string what, RateLift measured, TrueShare truth)
    {
        var said = measured.Absolute is not { } lift ? "" : lift.Interval.Contains(truth.Absolute) ? ", in the interval" : ", outside the interval, as 1 in 20 is";
        Console.WriteLine($"  more {what,-16} measured {ReportPrinter.Points(measured.Absolute)}");
        Console.WriteLine($"       {"",-16} truly    {True(truth)} points{said}: {truth.Without:P1} do so by themselves, {truth.With:P1} with the campaign");
    }

    private static void PrintRow(MeasuredBesideTrue each)
    {
        long Enrolled(int arm) => each.Report.Funnel[arm].Enrolled;
        var others = each.Truth.People == 0 ? "-" : $"{100.0 * each.Truth.ReachedByOthers / each.Truth.People:0} %";
        Console.WriteLine($"  {each.Campaign.Id,-24}{each.Campaign.Priority,8}{Enrolled(0),11:N0}{Enrolled(1),9:N0}   {ReportPrinter.Points(each.Report.Lift.Conversion.Absolute),-32}{True(each.Truth.Goal),6}{others,17}");
    }

    private static string True(TrueShare truth) => $"{100 * truth.Absolute:+0.00;-0.00;0.00}";
}
