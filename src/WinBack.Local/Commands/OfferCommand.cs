using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;

namespace WinBack.Local.Commands;

/// <summary><c>offer</c>: imports codes, and counts what there is.</summary>
internal static class OfferCommand
{
    public static Command Make() => new("offer", "Imports the codes of offers, and shows what is left of them.") { Import(), List(), Reclaim() };

    private static Command Import()
    {
        var id = Id();
        var file = new Argument<string>("FILE") { Description = "Codes, one on each line." };
        var data = Option.Data();
        var command = new Command("import", "Takes codes in. One that was ever there is left as it is, so the same file again changes nothing.") { id, file, data };
        command.SetAction(async (call, cancel) =>
        {
            var read = OfferCodeFile.Read(await File.ReadAllTextAsync(call.GetValue(file)!, cancel));
            if (read.WrongLines.Count > 0)
            {
                await Console.Error.WriteLineAsync($"{call.GetValue(file)}: line {string.Join(", ", read.WrongLines)}: a code is 1 to {OfferCodeFile.LongestCode} letters, digits, '.', '_' or '-'. None was taken in.");
                return CommandLine.Wrong;
            }

            await using var target = await OfferTarget.OpenAsync(new(call.GetValue(data)!), cancel);
            var (added, known) = await target.ImportAsync(call.GetValue(id)!, read.Codes, cancel);
            Console.WriteLine($"{call.GetValue(id)}: {Counted.Of(added, "code")} added, {Counted.Of(known, "was", "were")} there");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command List()
    {
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("list", "Lists the offers of the published campaigns, and codes that no campaign hands out: codes free and taken, and the budget.") { data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var set = await app.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel);
            var offers = await app.Services.GetRequiredService<OfferStock>().ListAsync(set, cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(offers, JsonOutput.Options));
            else if (offers.Count == 0)
                Console.WriteLine("No published campaign makes an offer, and no codes wait for one.");
            else
                offers.ToList().ForEach(Print);
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Reclaim()
    {
        var id = Id();
        var data = Option.Data();
        var command = new Command("reclaim", "Gives codes back that crashes left taken for nobody, a week ago or longer.") { id, data };
        command.SetAction(async (call, cancel) =>
        {
            await using var target = await OfferTarget.OpenAsync(new(call.GetValue(data)!), cancel);
            Console.WriteLine($"{call.GetValue(id)}: {Counted.Of(await target.ReclaimAsync(call.GetValue(id)!, cancel), "code is", "codes are")} free again");
            return CommandLine.Good;
        });
        return command;
    }

    private static void Print(OfferState offer)
    {
        var counts = offer.Counts;
        Console.WriteLine($"{offer.Id,-30} {offer.Code}, in {(offer.Campaigns.Count > 0 ? string.Join(", ", offer.Campaigns) : "no published campaign")}");
        Console.WriteLine($"  {(offer.Code == OfferStock.FromPool ? $"{counts.Free:N0} free, " : "")}{counts.Taken:N0} taken{(counts.Loose > 0 ? $", {counts.Loose:N0} of them not known to be anybody's" : "")}");
        if (offer.Budget is { } budget)
            Console.WriteLine($"  budget {(budget.Count is { } most ? $"{counts.Taken:N0} of {most:N0} codes" : "")}{(budget is { Count: not null, Amount: not null } ? ", " : "")}{(budget.Amount is { } sum ? $"{counts.Amount:N2} of {sum:N2} {offer.Currency}" : "")}");
    }

    private static Argument<string> Id() => new("OFFER") { Description = "The offer's id, as campaigns say it." };
}
