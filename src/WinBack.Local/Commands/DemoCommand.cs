using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Local.App;
using WinBack.Local.Demo;
using WinBack.Storage.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>demo</c>: a synthetic shop whose true response to messages is known, the whole system over it, and what the reports make of it.</summary>
internal static class DemoCommand
{
    private const string Directory = ".winback-demo";
    private const double GlobalHoldout = 0.04;

    public static Command Make()
    {
        var users = Option.Number("--users", "Customers of the shop.", 8_000, 100, 1_000_000);
        var days = Option.Number("--days", "Days that the campaigns run.", 180, 60, 730);
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same demo, byte for byte.", DefaultValueFactory = _ => 1 };
        var only = new Option<string[]>("--only") { Description = "Only these of the six campaigns. With one alone no other's messages reach its people.", HelpName = "CAMPAIGN", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. DemoOptions.Samples]);
        var noEffect = new Option<bool>("--no-effect") { Description = "Nobody does anything because of a message: every true effect is zero, and a report that claims one is wrong." };
        var noServe = new Option<bool>("--no-serve") { Description = "End instead of serving the pages." };
        var data = new Option<string>("--data") { Description = "Directory of the demo; an earlier demo in it is deleted.", HelpName = "DIR", DefaultValueFactory = _ => Directory };
        var port = Option.Port();
        var command = new Command("demo", "Runs six campaigns together over a synthetic shop on the virtual clock, and sets the lift that the reports measure beside the true one.") { users, days, seed, only, noEffect, noServe, data, port };
        command.SetAction(async (call, cancel) =>
        {
            var directory = new DataDirectory(call.GetValue(data)!);
            var options = new DemoOptions(directory, call.GetValue(users), call.GetValue(days), call.GetValue(seed)) { GlobalHoldout = GlobalHoldout, MessagesMove = !call.GetValue(noEffect) };
            if (call.GetValue(only) is { Length: > 0 } chosen)
                options = options with { Campaigns = [.. DemoOptions.Samples.Where(chosen.Contains)] };
            var kept = await RunAsync(options, cancel);
            if (!call.GetValue(noServe))
                await RunCommand.RunAsync(directory, call.GetValue(port), cancel);
            return kept ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task<bool> RunAsync(DemoOptions options, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"A shop with {Counted.Of(options.Users, "customer")}, {Counted.Of(options.History.Days, "day")} old; then {Counted.Of(options.Days, "day")} on the virtual clock of {DemoPrinter.Count(options.Campaigns)}.");
        var result = await LongWork.ShowAsync("demo", done => new DemoRun(options) { OnDay = day => done((double)day / options.Days) }.RunAsync(cancel));
        Console.WriteLine($"{Counted.Of(result.Events, "event")} posted over HTTP, {result.Duplicates:N0} of them a second time, in {watch.Elapsed.TotalSeconds:0} s.");
        Console.WriteLine();

        await using var app = ReadOnlyApp.Open(options.Data);
        var set = await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel);
        var measured = new List<MeasuredBesideTrue>();
        foreach (var (campaign, truth) in result.Truths)
            measured.Add(new(campaign, await ReportCommand.ReadAsync(app.Services, ReportCommand.Find(set, campaign.Id), app.Now, cancel), truth));
        DemoPrinter.Print(measured, result.Interplay);
        Console.WriteLine();
        AuditPrinter.Print(result.Audit);
        Console.WriteLine();
        return result.Audit.IsClean;
    }
}
