using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Export;
using WinBack.Functions.Reporting;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.Functions.Reporting.Export;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Local.Commands;

/// <summary><c>report</c>: funnel and lift of a campaign.</summary>
internal static class ReportCommand
{
    public static Command Make()
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "The campaign's id." };
        var (from, to) = (Option.From(), Option.To());
        var data = Option.Data();
        var json = Option.Json();
        var html = new Option<string?>("--html") { Description = "Write the campaign's page of the dashboard to this file: charts, tables and definitions, and nothing that has to be loaded.", HelpName = "FILE" };
        var csv = new Option<bool>("--csv") { Description = "Print every number as a row of one long table; docs/reports.md has its columns." };
        var command = new Command("report", "Shows per arm what a campaign did, and with an interval what it caused: lift of the return rate, of conversion, and of revenue per person.") { campaign, from, to, data, json, csv, html };
        command.Validators.Add(given =>
        {
            if (given.GetValue(json) && given.GetValue(csv))
                given.AddError("--json and --csv are two ways to print the same report: give one of them.");
        });
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var set = await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel);
            var found = Find(set, call.GetValue(campaign)!);
            var (days, wrong) = ReportDays.Of(call.GetValue(from), call.GetValue(to), ReportDays.Whole(found, app.Now));
            if (wrong is not null)
                throw new CommandException(wrong);
            var report = (await app.Services.GetRequiredService<GuardReader>().ReadAsync(found, days.From, days.To, app.Now, cancel: cancel)).WithKinds(found);
            if (call.GetValue(html) is { } page)
                await WholeFile.WriteAsync(page, CampaignDocument.Of(found, report, app.Now, await app.Services.GetRequiredService<ICampaignHistory>().PausedByAsync(found, cancel)), cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Options));
            else if (call.GetValue(csv))
                await PrintCsvAsync(report, cancel);
            else
                ReportPrinter.Print(report);
            return CommandLine.Good;
        });
        return command;
    }

    /// <summary>The report from the campaign's publication until now.</summary>
    public static async Task<CampaignReport> ReadAsync(IServiceProvider services, Campaign campaign, DateTimeOffset now, CancellationToken cancel) =>
        (await services.GetRequiredService<GuardReader>().ReadAsync(campaign, now, cancel: cancel)).WithKinds(campaign);

    private static async Task PrintCsvAsync(CampaignReport report, CancellationToken cancel)
    {
        await using var target = Console.OpenStandardOutput();
        await ExportFile.WriteAsync(ReportTable.Of(report).ToAsyncEnumerable(), ReportFigure.Columns, ExportFormat.Csv, target, cancel);
    }

    /// <summary>A published campaign.</summary>
    /// <exception cref="CommandException">There is none with this id.</exception>
    public static Campaign Find(CampaignSet set, string id) => set.Find(id) ?? throw new CommandException(
        set.Current.Count == 0
            ? $"There is no campaign '{id}' here; none is published. ./winback campaign publish FILE… does it."
            : $"There is no campaign '{id}' here; there is {string.Join(", ", set.Current.Select(each => each.Id).Order(StringComparer.Ordinal))}.");

    /// <summary>The UTC day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
