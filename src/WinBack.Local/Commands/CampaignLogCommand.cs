using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>campaign log</c>: who did what to a campaign, and when.</summary>
internal static class CampaignLogCommand
{
    public static Command Make()
    {
        var id = CampaignStatusCommand.Id();
        var (data, json) = (Option.Data(), Option.Json());
        var command = new Command("log", "Says who published, approved, paused… a campaign, and when; oldest first.") { id, data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var deeds = await app.Services.GetRequiredService<ICampaignHistory>().LogAsync(call.GetValue(id)!, cancel);
            if (deeds.Count == 0)
                throw new CommandException($"There is no campaign '{call.GetValue(id)}' here; ./winback campaign list shows those there are.");
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(deeds, JsonOutput.Options));
            else
                deeds.ToList().ForEach(deed => Console.WriteLine($"{deed.At:yyyy-MM-dd HH:mm:ss}Z  {deed.What,-9} {(deed.Version is { } version ? $"v{version}" : "  "),-4} by {deed.By}{(deed.Why is { } why ? $": {why}" : "")}"));
            return CommandLine.Good;
        });
        return command;
    }
}
