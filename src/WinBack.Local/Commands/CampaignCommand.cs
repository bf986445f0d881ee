using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>campaign</c>: validates, publishes and lists campaigns, and changes their status.</summary>
internal static class CampaignCommand
{
    public static Command Make() => new("campaign", "Validates, previews, tests, publishes and lists campaigns, and changes their status.")
    {
        Validate(),
        CampaignPreviewCommand.Make(),
        CampaignTestCommand.Make(),
        CampaignDiffCommand.Make(),
        CampaignRehearseCommand.Make(),
        CampaignPublishCommand.Make(),
        CampaignStatusCommand.Make("approve", CampaignStatus.Approved, "Says that a version is good; not for its author to say."),
        CampaignStatusCommand.Make("activate", CampaignStatus.Active, "Puts a draft or an approved version to use."),
        CampaignStatusCommand.Make("pause", CampaignStatus.Paused, "Enrols nobody and claims nothing until it is resumed; sequences wait."),
        CampaignStatusCommand.Make("resume", CampaignStatus.Active, "Enrols and contacts again."),
        CampaignStatusCommand.Make("archive", CampaignStatus.Archived, "Ends the campaign and its sequences, for good."),
        CampaignLogCommand.Make(),
        List(),
    };

    /// <summary>Reads files and reports what is wrong with them, all of them whatever is wrong with one.</summary>
    /// <param name="files">Their names.</param>
    /// <param name="json">Whether to report as JSON.</param>
    /// <param name="cancel">Stops.</param>
    /// <param name="good">Called with each file that is good, in order.</param>
    /// <returns>Null when anything is wrong.</returns>
    /// <exception cref="CommandException">Files could not be read; says which, after everything else was reported.</exception>
    public static async Task<IReadOnlyList<(string File, string Text, Campaign Campaign)>?> ReadAsync(
        IEnumerable<string> files, bool json, CancellationToken cancel, Action<string, Campaign>? good = null)
    {
        List<(string File, string Text, Campaign Campaign)> read = [];
        List<CampaignError> errors = [];
        List<(string File, string Why)> unread = [];
        foreach (var file in files)
        {
            var (text, result) = await ReadAsync(file, unread, cancel);
            errors.AddRange(result.Errors);
            if (result.Campaign is not { } campaign)
                continue;
            if (read.FirstOrDefault(each => each.Campaign.Id == campaign.Id) is { File: not null } other)
                errors.Add(new(file, 1, 1, "id", $"'{campaign.Id}', which {other.File} has", "an id of its own"));
            else
                good?.Invoke(file, campaign);
            read.Add((file, text, campaign));
        }

        Report(errors, unread, json);
        if (unread.Count > 0)
            throw new CommandException(string.Join("\nwinback: ", unread.Select(each => each.Why)));
        return errors.Count == 0 ? read : null;
    }

    private static async Task<(string Text, CampaignFileResult Result)> ReadAsync(string file, List<(string File, string Why)> unread, CancellationToken cancel)
    {
        try
        {
            var (text, error) = await CampaignText.ReadAsync(file, cancel);
            return text is null ? ("", new(null, [error!])) : (text, CampaignFile.Read(file, text));
        }
        catch (Exception why) when (why is CommandException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            unread.Add((file, why.Message));
            return ("", new(null, []));
        }
    }

    private static void Report(List<CampaignError> errors, List<(string File, string Why)> unread, bool json)
    {
        if (!json)
        {
            errors.ForEach(error => Console.Error.WriteLine(error));
            return;
        }

        CampaignError[] all = [.. errors, .. unread.Select(each => new CampaignError(each.File, 1, 1, "", each.Why, "a campaign file that can be read"))];
        Console.WriteLine(JsonSerializer.Serialize(new { valid = all.Length == 0, errors = all }, JsonOutput.Options));
    }

    private static Command Validate()
    {
        var files = Files();
        var json = Option.Json();
        var command = new Command("validate", "Reads campaign files and reports every error with file, line and column.") { files, json };
        command.SetAction(async (call, cancel) =>
        {
            var read = await ReadAsync(call.GetValue(files)!, call.GetValue(json), cancel, call.GetValue(json) ? null : PrintGood);
            return read is null ? CommandLine.Wrong : CommandLine.Good;
        });
        return command;
    }

    private static void PrintGood(string file, Campaign campaign)
    {
        Console.WriteLine($"{file}: {campaign.Id}, {Counted.Of(campaign.Touches.Count, "touch", "touches")}, {campaign.Holdout.Share:P0} held out: good");
        ContentNotes.PrintCosts(campaign);
        ContentNotes.PrintWarnings(file, campaign);
    }

    private static Command List()
    {
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("list", "Lists the published campaigns.") { data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var set = await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel);
            var pending = await app.Services.GetRequiredService<ICampaignHistory>().PendingAsync(cancel);
            var rows = set.Current.OrderBy(each => each.Id, StringComparer.Ordinal)
                .Select(each => new { each.Id, each.Version, Status = each.Status.ToString(), each.Name, each.PublishedAt, Waits = pending.GetValueOrDefault(each.Id) }).ToList();
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(rows, JsonOutput.Options));
            else if (rows.Count == 0)
                Console.WriteLine("No campaign is published here; ./winback campaign publish FILE… does it.");
            else
                rows.ForEach(row => Console.WriteLine($"{row.Id,-40} v{row.Version} {row.Status,-9} {row.Name}{(row.Waits is { } waits ? $" (v{waits.Version} waits, {CampaignLife.Name(waits.Status)})" : "")}"));
            return CommandLine.Good;
        });
        return command;
    }

    /// <summary>Campaign files to read.</summary>
    public static Argument<string[]> Files() => new("FILE") { Description = "Campaign files, YAML.", Arity = ArgumentArity.OneOrMore };
}
