using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Preview;
using WinBack.Local.App;
using WinBack.Storage.Users;

namespace WinBack.Local.Commands;

/// <summary>What is pointed out about a campaign without any error.</summary>
internal static class ContentNotes
{
    private const int MostUsers = 2_000;
    private const int FewestUsers = 20;

    /// <summary>What each text message costs.</summary>
    public static void PrintCosts(Campaign campaign)
    {
        foreach (var cost in ContentCheck.Sms(campaign))
            Console.WriteLine($"  sms {cost.Touch}{(cost.Variant is { } variant ? $", variant {variant}" : "")} ({cost.Language}): {Counted.Of(cost.Typical, "segment")} as a rule, {cost.Longest} at most for the made-up readers");
    }

    /// <summary>Goes to standard error, beside the errors.</summary>
    public static void PrintWarnings(string file, Campaign campaign)
    {
        foreach (var warning in ContentCheck.Warnings(campaign))
            Console.Error.WriteLine($"{file}: warning: {warning}");
    }

    /// <summary>Attributes that templates read and none of the first users of the directory has. Looks at so many at most, and says nothing of fewer than twenty.</summary>
    public static async Task PrintUnsentAsync(DataDirectory data, string file, Campaign campaign, CancellationToken cancel)
    {
        var unsent = new UnsentAttributes(campaign);
        if (!data.Exists || unsent.Missing.Count == 0)
            return;
        await using var app = ReadOnlyApp.Open(data);
        var (people, looked) = (app.Services.GetRequiredService<IPeople>(), 0);
        for (var shard = 0; shard < app.Services.GetRequiredService<StorageLayout>().PeopleShards && looked < MostUsers; shard++)
        {
            await foreach (var user in people.AllAsync(shard, cancel: cancel))
            {
                unsent.Look(user);
                if (++looked == MostUsers)
                    break;
            }
        }

        foreach (var name in looked < FewestUsers ? [] : unsent.Missing)
            Console.Error.WriteLine($"{file}: warning: none of {Counted.Of(looked, "user")} has attributes.{name}; is it sent under another name?");
    }
}
