using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Local.App;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>campaign diff</c>: what publishing a file would change, and for how many.</summary>
internal static class CampaignDiffCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Campaign file, YAML." };
        var (data, json) = (Option.Data(), Option.Json());
        var command = new Command("diff", "Says what publishing a file would change: key by key, and for how many users. Changes nothing.") { file, data, json };
        command.SetAction(async (call, cancel) =>
        {
            if (await CampaignCommand.ReadAsync([call.GetValue(file)!], json: false, cancel) is not [var (_, text, campaign)])
                return CommandLine.Wrong;
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var compared = await app.Services.GetRequiredService<CampaignComparison>().ReadAsync(campaign, text, int.MaxValue, cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { campaign.Id, compared.StandingVersion, compared.Changes, compared.Reach, Ahead = compared.Forecast }, JsonOutput.Options));
            else
                Print(campaign.Id, compared);
            return CommandLine.Good;
        });
        return command;
    }

    private static void Print(string campaign, ComparedCampaign compared)
    {
        Console.WriteLine(compared switch
        {
            { StandingVersion: null } => $"{campaign}: new here",
            { Changes.Count: 0 } => $"{campaign}: says what version {compared.StandingVersion} says",
            _ => $"{campaign}: {compared.Changes.Count} of its keys are other than in version {compared.StandingVersion}",
        });
        foreach (var change in compared.StandingVersion is null ? [] : compared.Changes)
            Console.WriteLine($"  {change}");
        var reach = compared.Reach;
        Say($"  of {Counted.Of(reach.Looked, "user")}, {reach.Enter:N0} would enter at once{(reach.EnteredBefore is { } before ? FormattableString.Invariant($", {before:N0} by version {compared.StandingVersion}") : "")}");
        foreach (var (version, count) in reach.InFlight)
            Say($"  {count:N0} in flight on version {version}, and stay on it");
        Wrapped.Write(ForecastText.Of(compared.Forecast));
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
