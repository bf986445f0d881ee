using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Local.App;
using WinBack.Storage.Lapse;

namespace WinBack.Local.Commands;

/// <summary><c>catalogue</c>: prices and availability of items, from a file.</summary>
internal static class CatalogueCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = $"JSON, as POST /api/catalogue takes it: one item state or an array of up to {ItemBatch.PerRequest}." };
        var data = Option.Data();
        var command = new Command("catalogue", "Takes in prices and availability of items. People who looked at one that costs less or is there again are told by the scans that follow, while a host runs or time is advanced. The same file again changes nothing.") { file, data };
        command.SetAction(async (call, cancel) =>
        {
            var (counts, refusals) = await PostAsync(call.GetValue(file)!, new(call.GetValue(data)!), cancel);
            Console.WriteLine($"{counts.Changed:N0} changed, {counts.Unchanged:N0} unchanged, {counts.Stale:N0} older than what is known, {refusals.Count:N0} refused");
            foreach (var (position, field, reason, allowed) in refusals)
                await Console.Error.WriteLineAsync($"{call.GetValue(file)}: item state {position}{(field.Length > 0 ? $", {field}" : "")}: {reason} Allowed: {allowed}");
            return refusals.Count > 0 ? CommandLine.Wrong : CommandLine.Good;
        });
        return command;
    }

    private static async Task<((int Changed, int Unchanged, int Stale) Counts, List<(int Position, string Field, string Reason, string Allowed)> Refusals)> PostAsync(
        string file, DataDirectory data, CancellationToken cancel)
    {
        var body = await File.ReadAllBytesAsync(file, cancel);
        using var running = await RunningHost.FindAsync(data, cancel);
        if (running is not null)
            return Read(await running.PostCatalogueAsync(body, data.Secrets().EventKey, cancel));
        await using var app = LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 });
        try
        {
            var batch = ItemBatch.Read(body, new(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), SourceTrust.Full));
            var outcomes = await app.Services.GetRequiredService<CatalogueStore>().TakeAsync([.. batch.Items.Select(each => each.State)], cancel);
            return ((Count(ItemOutcome.Changed), Count(ItemOutcome.Unchanged), Count(ItemOutcome.Stale)), [.. batch.Refusals.Select(each => (each.Position, each.Field, each.Reason, each.Allowed))]);

            int Count(ItemOutcome outcome) => outcomes.Count(each => each == outcome);
        }
        catch (EventBodyException unreadable)
        {
            throw new CommandException($"{file}: {unreadable.Message}");
        }
    }

    private static ((int, int, int), List<(int, string, string, string)>) Read(JsonElement answer) => (
        (answer.GetProperty("changed").GetInt32(), answer.GetProperty("unchanged").GetInt32(), answer.GetProperty("stale").GetInt32()),
        [
            .. answer.GetProperty("results").EnumerateArray().Where(each => each.GetProperty("status").GetString() == "refused").Select(each => (
                each.GetProperty("position").GetInt32(), each.GetProperty("field").GetString()!, each.GetProperty("reason").GetString()!, each.GetProperty("allowed").GetString()!)),
        ]);
}
