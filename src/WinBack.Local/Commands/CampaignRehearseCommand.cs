using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using WinBack.Core.Users;
using WinBack.Local.Rehearsal;
using WinBack.Local.Replay;

namespace WinBack.Local.Commands;

/// <summary><c>campaign rehearse</c>: what a campaign would have done over the history that is stored.</summary>
internal static class CampaignRehearseCommand
{
    private static readonly Option<string> From = new("--from") { Description = "When the campaigns begin, 2026-11-24 or 2026-11-24T07:15:00Z; what was before is known by then.", HelpName = "INSTANT", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "Where the rehearsal ends, exclusive.", HelpName = "INSTANT", Required = true };
    private static readonly Option<string?> Reach = new("--assume-reach") { Description = "Channels that everybody is taken to have agreed to, push,sms,email, for a history that was imported without consent.", HelpName = "CHANNEL,…" };
    private static readonly Option<string[]> Price = new("--price") { Description = "What a message costs on a channel, such as sms=0.07; for the cost.", HelpName = "CHANNEL=AMOUNT", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private static readonly Option<string> Scratch = new("--scratch") { Description = "Directory of the rehearsal itself, cleared first and afterwards; never a deployment's.", HelpName = "DIR", DefaultValueFactory = _ => RehearsalOptions.DefaultScratch };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Keep the scratch directory, to look at with why, outbox and report." };

    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "Campaign file, YAML; a draft runs too." };
        var (data, json) = (Option.Data(), Option.Json());
        var command = new Command("rehearse", "Runs a campaign, with the live ones beside it, over the stored history on the virtual clock. Nothing is sent, and the data directory is only read.") { file, From, To, Reach, Price, data, Scratch, Keep, json };
        command.SetAction(async (call, cancel) =>
        {
            if (await CampaignCommand.ReadAsync([call.GetValue(file)!], json: false, cancel) is not [var (name, text, campaign)])
                return CommandLine.Wrong;
            var options = new RehearsalOptions
            {
                Data = new(call.GetValue(data)!),
                Scratch = new(call.GetValue(Scratch)!),
                Campaign = (name, text, campaign.Id),
                From = Instant(call, From),
                To = Instant(call, To),
                AssumeReach = AssumedReach.ParseChannels(call.GetValue(Reach)),
                Prices = ReadPrices(call.GetValue(Price)!),
            };
            var report = await LongWork.ShowAsync("rehearse", done => RehearsalRun.RunAsync(options, done, cancel));
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Options));
            else
                RehearsalPrinter.Print(report, options.Prices.Count > 0);
            if (!call.GetValue(Keep))
                options.Scratch.Clear();
            return CommandLine.Good;
        });
        return command;
    }

    private static Dictionary<Channel, decimal> ReadPrices(string[] given)
    {
        Dictionary<Channel, decimal> prices = [];
        foreach (var text in given.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (text.Split('=') is not [var name, var amount]
                || !Enum.GetValues<Channel>().Any(channel => AttemptKey.Name(channel) == name)
                || !decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price))
                throw new CommandException($"--price: '{text}' is no price; {string.Join(", ", Enum.GetValues<Channel>().Select(channel => AttemptKey.Name(channel) + "=0.07"))} are.");
            prices[Enum.GetValues<Channel>().First(channel => AttemptKey.Name(channel) == name)] = price;
        }

        return prices;
    }

    private static DateTimeOffset Instant(ParseResult call, Option<string> option) =>
        DateTimeOffset.TryParse(call.GetValue(option), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new CommandException($"{option.Name}: '{call.GetValue(option)}' is no instant; 2026-11-24 and 2026-11-24T07:15:00Z are.");
}
