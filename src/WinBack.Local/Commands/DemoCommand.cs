using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Local.Demo;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>demo</c>: a synthetic shop whose true response to messages is known, the whole system over it, and what the report makes of it.</summary>
internal static class DemoCommand
{
    private const string Directory = ".winback-demo";

    public static Command Make()
    {
        var users = Option.Number("--users", "Customers of the shop.", 20_000, 100, 1_000_000);
        var days = Option.Number("--days", "Days that the campaign runs.", 180, 60, 730);
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same demo, byte for byte.", DefaultValueFactory = _ => 1 };
        var noServe = new Option<bool>("--no-serve") { Description = "End instead of serving the pages." };
        var data = new Option<string>("--data") { Description = "Directory of the demo; an earlier demo in it is deleted.", HelpName = "DIR", DefaultValueFactory = _ => Directory };
        var port = Option.Port();
        var command = new Command("demo", "Runs the whole system over a synthetic shop on the virtual clock, and sets the lift that the report measures beside the true one.") { users, days, seed, noServe, data, port };
        command.SetAction(async (call, cancel) =>
        {
            var directory = new DataDirectory(call.GetValue(data)!);
            var kept = await RunAsync(new(directory, call.GetValue(users), call.GetValue(days), call.GetValue(seed)), cancel);
            if (!call.GetValue(noServe))
                await RunCommand.RunAsync(directory, call.GetValue(port), cancel);
            return kept ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task<bool> RunAsync(DemoOptions options, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"A shop with {options.Users:N0} customers, {options.History.Days} days old; then {options.Days} days of the campaign replenishment on the virtual clock.");
        var result = await LongWork.ShowAsync("demo", done =>
            new DemoRun(options) { OnDay = day => done((double)day / options.Days) }.RunAsync(Sample("replenishment.yaml"), cancel));
        Console.WriteLine($"{result.Events:N0} events posted over HTTP, {result.Duplicates:N0} of them a second time, in {watch.Elapsed.TotalSeconds:0} s.");
        Console.WriteLine();

        await using var app = ReadOnlyApp.Open(options.Data);
        var campaign = ReportCommand.Find(await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel), result.Campaign);
        var report = await ReportCommand.ReadAsync(app.Services, campaign, app.Now, cancel);
        ReportPrinter.Print(report);
        Console.WriteLine();
        Print(result.TrueLift, report.Lift.Return.Absolute);
        Console.WriteLine();
        var audit = await app.Services.GetRequiredService<AuditReader>().ReadAsync(cancel: cancel);
        AuditPrinter.Print(audit);
        Console.WriteLine();
        return audit.IsClean;
    }

    private static void Print(TrueLift truth, Core.Reporting.Statistics.Estimate? measured)
    {
        Console.WriteLine($"  measured lift of the return rate   {ReportPrinter.Points(measured)}");
        Console.WriteLine($"  true lift, which only the demo knows {100 * truth.Absolute:+0.00;-0.00;0.00} points: of these {truth.People:N0} people {truth.Without:P1} come back by themselves, {truth.With:P1} with the campaign");
        if (measured is not null)
            Console.WriteLine($"  the interval {(measured.Interval.Contains(truth.Absolute) ? "contains" : "misses (as 1 in 20 does)")} the truth");
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "campaigns", name);
}
