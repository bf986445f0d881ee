using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Storage.Sending;

namespace WinBack.Local.Commands;

/// <summary><c>outbox</c>: the messages that left, newest first.</summary>
internal static class OutboxCommand
{
    public static Command Make()
    {
        var user = new Option<string?>("--user") { Description = "Only messages to this user.", HelpName = "USER" };
        var from = new Option<string?>("--from") { Description = "First UTC day, yyyy-MM-dd; 30 days before --to unless said.", HelpName = "DAY" };
        var to = new Option<string?>("--to") { Description = "Last UTC day; the directory's today unless said.", HelpName = "DAY" };
        var limit = Option.Number("--limit", "How many messages at most.", 20, 1, 100_000);
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("outbox", "Lists the messages that left, newest first. The page /outbox of a running host shows them as their readers would see them.") { user, from, to, limit, data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var last = Day(call.GetValue(to)) ?? DateOnly.FromDateTime(app.Now.UtcDateTime);
            var first = Day(call.GetValue(from)) ?? last.AddDays(-30);
            var entries = new List<OutboxEntry>();
            await foreach (var entry in app.Services.GetRequiredService<Outbox>().ReadAsync(first, last, cancel))
            {
                if (call.GetValue(user) is not { } only || entry.Message.UserId == only)
                    entries.Add(entry);
            }

            Print(entries, call.GetValue(limit), call.GetValue(json));
            return CommandLine.Good;
        });
        return command;
    }

    private static void Print(List<OutboxEntry> entries, int limit, bool json)
    {
        var shown = entries.AsEnumerable().Reverse().Take(limit);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(shown, JsonOutput.Options));
            return;
        }

        if (entries.Count == 0)
            Console.WriteLine("No message left in these days.");
        foreach (var (at, message) in shown)
        {
            var words = message.Content.Subject ?? message.Content.Title ?? (message.Content.Text.Length > 0 ? message.Content.Text : $"to {message.Content.Webhook?.Target}");
            Console.WriteLine($"{at:yyyy-MM-dd HH:mm}Z {AttemptKey.Name(message.Channel),-5} {message.UserId}  {message.Campaign}:{message.Touch}  {words.ReplaceLineEndings(" ")}");
        }

        if (entries.Count > limit)
            Console.WriteLine($"… and {entries.Count - limit} more; --limit shows them");
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CommandException($"'{text}' is no day; 2026-11-24 is.");
}
