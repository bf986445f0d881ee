using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Audit;

namespace WinBack.Local.Commands;

/// <summary>Prints what an audit found.</summary>
internal static class AuditPrinter
{
    private const int MostShown = 50;

    public static void Print(AuditReport audit)
    {
        Console.WriteLine($"audit of {Counted.Of(audit.Users, "user")} and {Counted.Of(audit.Departures, "message")} as of {audit.AsOf:yyyy-MM-dd HH:mm}Z: {(audit.IsClean ? "every promise kept" : $"{Counted.Of(audit.Violations.Count, "row breaks", "rows break")} a promise")}");
        foreach (var promise in audit.Promises)
            Console.WriteLine($"  {promise.Number}. {Words(promise.Name),-38} {promise.Checked,10:N0} checked {(promise.Broken == 0 ? "kept" : $"BROKEN by {promise.Broken:N0}")}");
        foreach (var broken in audit.Violations.Take(MostShown))
            Console.WriteLine($"  promise {broken.Promise}: {broken.UserId}: {broken.Explanation} [{broken.Table} {broken.Row}]");
        if (audit.Violations.Count > MostShown)
            Console.WriteLine($"  … and {audit.Violations.Count - MostShown:N0} more; --json shows all");
        if (audit.AwaitingBackfill > 0)
            Console.WriteLine($"  {Counted.Of(audit.AwaitingBackfill, "user is", "users are")} not judged by the current campaigns yet; the scan gets to them");
    }

    // NoContactAfterReturnOrStop: "No contact after return or stop".
    private static string Words(string name) =>
        name[..1] + string.Concat(name[1..].Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
