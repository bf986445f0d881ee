using System.CommandLine;
using WinBack.Local.App;
using WinBack.Local.Import;
using WinBack.Local.Replay;

namespace WinBack.Local.Commands;

/// <summary><c>replay</c>: what would campaigns have done over a log?</summary>
internal static class ReplayCommand
{
    private const int MostSalts = 10_000;

    private static readonly Option<string[]> Campaign = new("--campaign") { Description = "Campaign files, YAML; drafts run too.", HelpName = "FILE", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> From = new("--from") { Description = "When the campaigns are published. What the log has before is history that is known by then.", HelpName = "DATE", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "Where the replay ends, exclusive.", HelpName = "DATE", Required = true };
    private static readonly Option<string?> Reach = new("--assume-reach") { Description = "Channels that everybody is taken to have agreed to: push,sms,email,webhook. A log has no consent; without this each touch is explained as unreachable.", HelpName = "CHANNEL,…" };
    private static readonly Option<int> Salts = new("--salts") { Description = "A/A test: draw the arms again under so many salts over the finished run's outcomes, and say how many 95 % intervals contain zero (about 95 % should)." };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Keep the data directory, to look at with why, outbox and report." };
    private static readonly Option<bool> Json = Option.Json();

    public static Command Make()
    {
        var log = new EventFileOptions();
        var data = new Option<string>("--data")
        {
            Description = "Directory of the replay, cleared first; never a deployment's.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ReplayOptions.DefaultDirectory,
        };
        var command = new Command("replay", "Feeds a log through the whole system on the virtual clock and says what campaigns would have done. Nothing is sent: messages go to the outbox of the replay's own directory.");
        log.AddTo(command);
        foreach (var option in new System.CommandLine.Option[] { Campaign, From, To, Reach, Salts, data, Keep, Json })
            command.Add(option);
        command.SetAction((call, cancel) => ReplayAsync(call, log, new(call.GetValue(data)!), cancel));
        return command;
    }

    private static async Task<int> ReplayAsync(ParseResult call, EventFileOptions log, DataDirectory data, CancellationToken cancel)
    {
        var json = call.GetValue(Json);
        if (call.GetValue(Salts) is < 0 or > MostSalts)
            throw new CommandException($"--salts is a number from 0 to {MostSalts}.");
        foreach (var file in call.GetValue(Campaign)!.Where(file => !File.Exists(file)))
            throw new CommandException($"There is no file {file}.");
        if (await CampaignCommand.ReadAsync(call.GetValue(Campaign)!, json: false, cancel) is not { } campaigns)
            return CommandLine.Wrong;
        var faults = new FaultList(Console.Error);
        var options = new ReplayOptions
        {
            Data = data,
            Log = log.Read(call),
            Campaigns = [.. campaigns.Select(each => (each.File, each.Text))],
            From = log.ReadDate(call, From),
            To = log.ReadDate(call, To),
            AssumeReach = AssumedReach.ParseChannels(call.GetValue(Reach)),
            Refused = faults.Add,
        };
        bool kept;
        await using (var run = ReplayRun.Open(options))
        {
            faults.End();
            await LongWork.ShowAsync("replay", async done =>
            {
                await run.RunAsync(done, cancel);
                return true;
            });
            kept = await ReplayPrinter.PrintAsync(run, call.GetValue(Salts), json, cancel);
        }

        if (!call.GetValue(Keep))
            data.Clear();
        return faults.Count > 0 || !kept ? CommandLine.Wrong : CommandLine.Good;
    }
}
