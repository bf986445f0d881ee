using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Local.Replay;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary>Prints what came of a replay. The one place for it: whatever is to be said of the finished run is read from its services here.</summary>
internal static class ReplayPrinter
{
    /// <returns>Whether every promise was kept.</returns>
    public static async Task<bool> PrintAsync(ReplayRun run, int salts, bool json, CancellationToken cancel)
    {
        var totals = await ReplayFigures.ReadAsync(run, salts, cancel);
        List<CampaignReport> reports = [];
        foreach (var campaign in run.Campaigns)
            reports.Add(await ReportCommand.ReadAsync(run.Services, campaign, run.To, cancel));
        var audit = await run.Services.GetRequiredService<AuditReader>().ReadAsync(cancel: cancel);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { run.From, run.To, run.Fed, totals.Users, totals.Campaigns, totals.Redrawn, reports, audit }, JsonOutput.Options));
            return audit.IsClean;
        }

        Say($"{Counted.Of(run.Fed.Applied, "event")} of {Counted.Of(totals.Users, "user")}, {run.From:yyyy-MM-dd} to {run.To:yyyy-MM-dd}");
        if (run.Fed is { Duplicates: > 0 } or { RefusedByLimit: > 0 } or { RefusedLines: > 0 } or { Later: > 0 })
            Say($"  left out: {Counted.Of(run.Fed.RefusedLines, "line")} refused, {run.Fed.Later:N0} dated later, {run.Fed.Duplicates:N0} there already, {run.Fed.RefusedByLimit:N0} beyond a limit");
        foreach (var figures in totals.Campaigns)
            Print(figures);
        foreach (var redrawn in totals.Redrawn)
            Print(redrawn);
        foreach (var report in reports)
        {
            Console.WriteLine();
            ReportPrinter.Print(report);
        }

        Console.WriteLine();
        AuditPrinter.Print(audit);
        return audit.IsClean;
    }

    private static void Print(CampaignFigures figures)
    {
        Say($"{figures.Campaign}: {figures.Enrolled:N0} enrolled, {figures.HeldOut:N0} of them held out, {figures.Void:N0} void, {figures.Open:N0} still open; {figures.Returned:N0} returned");
        Say($"  touches: {(figures.Touches.Count == 0 ? "none" : string.Join(", ", figures.Touches.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value:N0} {each.Key}"))))}");
    }

    private static void Print(RedrawnArms redrawn) => Say(redrawn.Draws == 0
        ? $"{redrawn.Campaign}: A/A test: no draw had users in both arms"
        : (FormattableString)$"{redrawn.Campaign}: A/A test over {Counted.Of(redrawn.Users, "user")}: {redrawn.Covering:N0} of {redrawn.Draws:N0} intervals of the lift contain zero, {100 * redrawn.Coverage:0.0} %");

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
