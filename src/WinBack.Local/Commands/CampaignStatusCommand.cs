using System.CommandLine;
using WinBack.Core.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>campaign approve</c>, <c>activate</c>, <c>pause</c>, <c>resume</c>, <c>archive</c>.</summary>
internal static class CampaignStatusCommand
{
    public static Command Make(string verb, CampaignStatus status, string description)
    {
        var id = Id();
        var (by, confirm, data) = (Option.By(), Option.Confirm(), Option.Data());
        var command = new Command(verb, description) { id, by, data };
        if (status == CampaignStatus.Active)
            command.Add(confirm);
        command.SetAction(async (call, cancel) =>
        {
            await using var target = await CampaignTarget.OpenAsync(new(call.GetValue(data)!), cancel);
            var isConfirmed = status == CampaignStatus.Active && call.GetValue(confirm);
            var (heldBack, ahead) = await target.SetStatusAsync(call.GetValue(id)!, status, call.GetValue(by)!, isConfirmed, cancel);
            if (heldBack is { } why)
            {
                Console.Error.WriteLine($"{call.GetValue(id)}: unchanged, more is ahead than the providers' limits let through; --confirm goes on all the same");
                Console.Error.WriteLine($"  {why}");
                return CommandLine.Unconfirmed;
            }

            Console.WriteLine($"{call.GetValue(id)} is {CampaignLife.Name(status)}");
            if (ahead is not null)
                Wrapped.Write(ahead);
            return CommandLine.Good;
        });
        return command;
    }

    public static Argument<string> Id() => new("CAMPAIGN") { Description = "The campaign's id." };
}
