using System.CommandLine;
using WinBack.Core.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>campaign publish</c>: puts files to use, and says what is ahead.</summary>
internal static class CampaignPublishCommand
{
    public static Command Make()
    {
        var files = CampaignCommand.Files();
        var (by, confirm, data) = (Option.By(), Option.Confirm(), Option.Data());
        var move = new Option<bool>("--move-in-flight") { Description = "Whoever is in flight on an earlier version goes on with this one, from their next touch on; nobody gets a touch again." };
        var command = new Command("publish", "Publishes campaign files as their next versions, and says what is ahead. The same file again changes nothing.") { files, by, confirm, move, data };
        command.SetAction(async (call, cancel) =>
        {
            if (await CampaignCommand.ReadAsync(call.GetValue(files)!, json: false, cancel) is not { } read)
                return CommandLine.Wrong;
            foreach (var (file, _, campaign) in read)
            {
                ContentNotes.PrintWarnings(file, campaign);
                await ContentNotes.PrintUnsentAsync(new(call.GetValue(data)!), file, campaign, cancel);
            }

            await using var target = await CampaignTarget.OpenAsync(new(call.GetValue(data)!), cancel);
            var code = CommandLine.Good;
            foreach (var (file, text, campaign) in read)
            {
                var published = await target.PublishAsync(file, text, call.GetValue(by)!, call.GetValue(confirm), cancel);
                Print(campaign, published);
                if (published.HeldBack is null && call.GetValue(move))
                    Print(await target.MoveInFlightAsync(campaign.Id, call.GetValue(by)!, cancel));
                code = published.HeldBack is null ? code : CommandLine.Unconfirmed;
            }

            return code;
        });
        return command;
    }

    private static void Print(InFlightRule rule) =>
        Console.WriteLine($"  in flight on version {string.Join(", ", rule.From)}: go on with version {rule.Version}; the scans of the next minutes move them");

    private static void Print(Campaign campaign, PublishedCampaign published)
    {
        if (published.HeldBack is { } why)
        {
            Console.Error.WriteLine($"{campaign.Id}: not published, more is ahead than the providers' limits let through; entry.maxPerDay slows it down, --confirm goes on all the same");
            Console.Error.WriteLine($"  {why}");
            return;
        }

        Console.WriteLine($"{campaign.Id}: version {published.Version}, {CampaignLife.Name(published.Status)}");
        if (published.StaysPaused is { } paused)
            Wrapped.Write(paused);
        if (published.Ahead is { } ahead)
            Wrapped.Write(ahead);
    }
}
