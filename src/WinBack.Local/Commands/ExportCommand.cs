using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Functions.Reporting.Export;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>export</c>: what reporting counts, as a file for analysts.</summary>
internal static class ExportCommand
{
    public static Command Make() => new("export", "Writes what reports count as a file: it names nobody. docs/export.md has every column.")
    {
        Make("facts", "One row for each fact: enrolled, handed over, clicked, outcome and so on.", facts: true),
        Make("enrolments", "One row for each enrolment, with what came of it.", facts: false),
    };

    private static Command Make(string name, string what, bool facts)
    {
        var campaign = new Argument<string>("CAMPAIGN") { Description = "The campaign's id." };
        var format = new Option<string>("--format") { Description = "csv, ndjson or parquet.", DefaultValueFactory = _ => "csv" };
        var (from, to) = (Option.From(), Option.To());
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output when left out." };
        var data = Option.Data();
        var command = new Command(name, what) { campaign, format, from, to, output, data };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var known = ReportCommand.Find(await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel), call.GetValue(campaign)!);
            var asked = ExportQuery.Of(
                known.Id, call.GetValue(from) ?? ReportCommand.Day(known.PublishedAt ?? app.Now), call.GetValue(to) ?? ReportCommand.Day(app.Now), call.GetValue(format));
            if (asked.Query is not { } query)
                throw new CommandException(asked.Wrong!);
            await using var target = call.GetValue(output) is { } path ? File.Create(path) : Console.OpenStandardOutput();
            await query.WriteAsync(app.Services.GetRequiredService<FactExport>(), facts, target, cancel);
            return CommandLine.Good;
        });
        return command;
    }
}
