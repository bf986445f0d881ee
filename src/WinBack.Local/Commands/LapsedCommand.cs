using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>lapsed</c>: who had lapsed by a campaign's rule at an instant, since when, and why.</summary>
internal static class LapsedCommand
{
    public static Command Make()
    {
        var campaign = new Option<string>("--campaign") { Description = "The campaign's id.", HelpName = "ID", Required = true };
        var asOf = new Option<string?>("--as-of") { Description = "The instant, 2026-11-24 or 2026-11-24T07:15:00Z, past or future; the directory's now unless said.", HelpName = "INSTANT" };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("lapsed", "Lists who had lapsed by a campaign's rule at an instant, since when, and why; one line, or with --json one object, for each.") { campaign, asOf, data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var published = ReportCommand.Find(await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel), call.GetValue(campaign)!);
            var count = 0;
            await foreach (var user in app.Services.GetRequiredService<LapsedReader>().ReadAsync(published, Instant(call.GetValue(asOf)) ?? app.Now, cancel))
            {
                count++;
                Console.WriteLine(call.GetValue(json)
                    ? JsonSerializer.Serialize(user, JsonOutput.OneLine)
                    : $"{user.UserId}  since {user.LapsedAt:yyyy-MM-dd HH:mm}Z  {(user.WouldEnter ? "would enter" : "stays out")}  {user.Why}");
            }

            if (!call.GetValue(json))
                Console.WriteLine($"{count:N0} lapsed");
            return CommandLine.Good;
        });
        return command;
    }

    private static DateTimeOffset? Instant(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new CommandException($"'{text}' is no instant; 2026-11-24 and 2026-11-24T07:15:00Z are.");
}
