using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>programme</c>: all campaigns together against the users whom none contacts.</summary>
internal static class ProgrammeCommand
{
    public static Command Make()
    {
        var (data, json) = (Option.Data(), Option.Json());
        var command = new Command("programme", "Shows what all campaigns cause together: everybody against the users whom none contacts (Experiment__GlobalHoldoutShare), each person once. Exit code 1 while there are none.") { data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var all = (await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel)).Current;
            var first = all.Select(campaign => campaign.PublishedAt ?? app.Now).Append(app.Now).Min();
            var programme = await app.Services.GetRequiredService<ReportReader>().ReadProgrammeAsync(
                all.Select(campaign => campaign.Id), ReportCommand.Day(first), ReportCommand.Day(app.Now), cancel: cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(programme, JsonOutput.Options));
            else if (programme is not null)
                SecondaryPrinter.Print(programme);
            else
                Console.WriteLine("Nobody who is held out of all campaigns has an outcome yet: set Experiment__GlobalHoldoutShare (on this machine in local.settings.json), and wait for windows to close.");
            return programme is null ? CommandLine.Wrong : CommandLine.Good;
        });
        return command;
    }
}
