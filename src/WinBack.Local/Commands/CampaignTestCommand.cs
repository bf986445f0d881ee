using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Storage.Sending;

namespace WinBack.Local.Commands;

/// <summary><c>campaign test</c>: sends a campaign to seed addresses, marked as a test.</summary>
internal static class CampaignTestCommand
{
    private const string AttributePrefix = "attributes.";

    private static readonly string[] Columns = ["name", "email", "phone", "locale", "timeZone", "country"];

    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Campaign file, YAML; need not be published." };
        var to = new Option<string>("--to")
        {
            Description = $"CSV of at most {SeedSender.MostSeeds} seeds; the first line names the columns: {string.Join(", ", Columns)}, platform, token, attributes.NAME.",
            HelpName = "SEEDS",
            Required = true,
        };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("test", "Sends every touch to seed addresses, marked [Test], through the channels of this deployment. Outside caps, quiet hours and reports; never to a suppressed address. Exit code 1 when a message was not sent.") { file, to, data, json };
        command.SetAction(async (call, cancel) =>
        {
            if (await CampaignCommand.ReadAsync([call.GetValue(file)!], json: false, cancel) is not [var read])
                return CommandLine.Wrong;
            var seeds = CellFile.Read(call.GetValue(to)!, SeedSender.MostSeeds).Select(Profile).ToList();
            if (seeds.Count == 0)
                throw new CommandException($"{call.GetValue(to)} lists nobody.");
            var results = await SendAsync(new(call.GetValue(data)!), read, seeds, cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(results, JsonOutput.Options));
            else
                Print(results);
            return results.Count > 0 && results.All(result => result.IsSent) ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task<IReadOnlyList<SeedResult>> SendAsync(
        DataDirectory data, (string File, string Text, Core.Campaigns.Campaign Campaign) read, List<JsonObject> seeds, CancellationToken cancel)
    {
        var (running, now) = (await RunningHost.FindAsync(data, cancel), TimeProvider.System.GetUtcNow());
        var people = seeds.Select((profile, index) => Person(profile, index + 1, data.VirtualNow ?? now)).ToList();
        if (running is not null)
        {
            using (running)
                return await running.TestAsync(read.Text, seeds, cancel);
        }

        await using var app = LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } at ? new(at) : null, Port = 0 });
        return await app.Services.GetRequiredService<SeedSender>().SendAsync(read.Campaign, people, cancel);
    }

    private static User Person(JsonObject profile, int seed, DateTimeOffset now)
    {
        var (person, fault) = GivenPerson.Read(profile, $"seed-{seed}", now);
        return person ?? throw new CommandException($"Seed {seed}: {fault}");
    }

    private static JsonObject Profile(IReadOnlyDictionary<string, string> cells)
    {
        if (cells.Keys.FirstOrDefault(name => !Columns.Contains(name) && name is not ("platform" or "token") && !name.StartsWith(AttributePrefix, StringComparison.Ordinal)) is { } unknown)
            throw new CommandException($"The seeds have the column '{unknown}'; there are {string.Join(", ", Columns)}, platform, token and attributes.NAME.");
        var profile = new JsonObject();
        foreach (var column in Columns.Where(cells.ContainsKey))
            profile[column] = cells[column];
        if (cells.TryGetValue("token", out var token))
            profile["push"] = new JsonArray(new JsonObject { ["id"] = "seed", ["platform"] = cells.GetValueOrDefault("platform"), ["token"] = token });
        var attributes = new JsonObject();
        foreach (var (name, value) in cells.Where(cell => cell.Key.StartsWith(AttributePrefix, StringComparison.Ordinal)))
            attributes[name[AttributePrefix.Length..]] = decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : value;
        if (attributes.Count > 0)
            profile["attributes"] = attributes;
        return profile;
    }

    private static void Print(IReadOnlyList<SeedResult> results)
    {
        foreach (var result in results)
            Console.WriteLine($"seed {result.Seed} {AttemptKey.Name(result.Channel),-5} {result.Touch}: {result.Detail}");
        Console.WriteLine($"{results.Count(result => result.IsSent)} of {results.Count} sent{(results.Count == 0 ? "; no seed has an address on a channel of the campaign" : "")}");
    }
}
