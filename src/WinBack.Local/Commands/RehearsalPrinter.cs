using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Local.Rehearsal;

namespace WinBack.Local.Commands;

/// <summary>Prints what came of a rehearsal.</summary>
internal static class RehearsalPrinter
{
    private const int MostDays = 14;

    public static void Print(RehearsalReport report, bool withCost)
    {
        Say($"{report.Campaign}: {Counted.Of(report.Enrolled, "enrolment")} among {Counted.Of(report.Users, "user")}, {report.HeldOut:N0} of them held out, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        if (report.EntriesByDay.Count > 0)
            PrintDays(report.EntriesByDay);
        foreach (var (channel, so) in report.Channels)
            Say($"  {channel}: {Counted.Of(so.Messages, "message")}, and {so.Ghosts:N0} that the held-out would have got{(withCost ? FormattableString.Invariant($"; {so.Cost:0.00}") : "")}");
        if (withCost)
            Say($"  all messages: {report.MessageCost:0.00}, offers apart");
        foreach (var (offer, so) in report.Offers)
            Say($"  offer {offer}: {Counted.Of(so.Given, "code")}, worth up to {so.Worth:0.00} {so.Currency}");
        Say($"  caps objected to {Counted.Of(report.CapsHit, "touch", "touches")}");
        Print("put off", report.Held);
        Print("passed without contact", report.Skipped);
        foreach (var (campaign, overlap) in report.Overlap)
            Say($"  {campaign}: shares {overlap.Users:N0} of its users, and sent them {Counted.Of(overlap.Messages, "message")} meanwhile");
        Print(report.Proof);
    }

    private static void PrintDays(IReadOnlyDictionary<DateOnly, int> days)
    {
        var busiest = days.MaxBy(day => day.Value);
        Say($"  entries: {busiest.Value:N0} on the busiest day, {busiest.Key:yyyy-MM-dd}");
        foreach (var (day, count) in days.Take(MostDays))
            Say($"    {day:yyyy-MM-dd} {count,8:N0}");
        if (days.Count > MostDays)
            Say($"    … and {Counted.Of(days.Count - MostDays, "day")} more; --json has them all");
    }

    private static void Print(string what, IReadOnlyDictionary<string, int> byRule)
    {
        if (byRule.Count > 0)
            Say($"  {what}: {string.Join(", ", byRule.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value:N0} by {each.Key}")))}");
    }

    private static void Print(RehearsedProof? proof)
    {
        if (proof is null)
        {
            Wrapped.Write("No window has closed: rehearse over a longer time to learn what the holdout can prove.");
            return;
        }

        Wrapped.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * proof.ReturnRate:0.0} % came back unaided and {100 * proof.ConversionRate:0.0} % did what the goal is. With {proof.Treated:N0} treated and {proof.HeldOut:N0} held out the smallest lift that can be told from chance (80 % power, 95 % interval) is {Lift(proof.Return)} for returns and {Lift(proof.Conversion)} for the goal."));
    }

    private static string Lift(double? lift) => lift is { } found ? string.Create(CultureInfo.InvariantCulture, $"{100 * found:0} %") : "none at all";

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
