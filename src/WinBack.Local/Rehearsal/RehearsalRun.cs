using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Local.App;
using WinBack.Local.Replay;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Local.Rehearsal;

/// <summary>
/// Runs a campaign, with the live ones beside it, over the history of a deployment on the virtual clock, in a directory of its own. The deployment
/// is only read; what its campaigns sent and whom they enrolled in fact is not taken along: from the first instant on all begin afresh.
/// </summary>
internal static class RehearsalRun
{
    /// <summary>Rehearses.</summary>
    /// <param name="options">What, and where.</param>
    /// <param name="done">Told the share of the time that has passed, 0 to 1.</param>
    /// <param name="cancel">Breaks off.</param>
    /// <exception cref="InvalidDataException">The scratch directory holds a deployment on the real clock, or the dates are not in order.</exception>
    public static async Task<RehearsalReport> RunAsync(RehearsalOptions options, Action<double> done, CancellationToken cancel)
    {
        if (options.Scratch.Path == options.Data.Path)
            throw new InvalidDataException($"{options.Data.Path} is the directory that is rehearsed; choose another --scratch.");
        await using var run = ReplayRun.Open(await ReadAsync(options, cancel));
        await RehearsalOffers.FillAsync(options, run, cancel);
        await run.RunAsync(done, cancel);
        return await RehearsalFigures.ReadAsync(run, options, cancel);
    }

    private static async Task<ReplayOptions> ReadAsync(RehearsalOptions options, CancellationToken cancel)
    {
        await using var live = ReadOnlyApp.Open(options.Data);
        var services = live.Services;
        var history = new StoredHistory(services.GetRequiredService<IPeople>(), services.GetRequiredService<ISuppressions>(), services.GetRequiredService<StorageLayout>());
        return new()
        {
            Data = options.Scratch,
            Events = await history.ReadAsync(options.To, cancel),
            Campaigns = [(options.Campaign.File, options.Campaign.Text), .. await OthersAsync(services, options.Campaign.Id, cancel)],
            Exclusions = (await services.GetRequiredService<ExclusionStore>().CurrentAsync(cancel))?.Text,
            From = options.From,
            To = options.To,
            AssumeReach = options.AssumeReach,
            Settings = Settings(services.GetRequiredService<SendingOptions>(), services.GetRequiredService<LapseOptions>()),
        };
    }

    private static async Task<List<(string File, string Text)>> OthersAsync(IServiceProvider services, string rehearsed, CancellationToken cancel)
    {
        List<(string File, string Text)> others = [];
        foreach (var campaign in (await services.GetRequiredService<ICampaigns>().CurrentAsync(cancel)).Active.Where(each => each.Id != rehearsed))
        {
            if (await services.GetRequiredService<ICampaignHistory>().FileAsync(campaign.Id, campaign.Version, cancel) is { } file)
                others.Add((file.FileName, file.Text));
        }

        return others;
    }

    // The pace is part of what is rehearsed: what the providers' limits hold back may expire.
    private static Dictionary<string, string?> Settings(SendingOptions sending, LapseOptions lapse) => new()
    {
        ["Sending:PushPerMinute"] = Text(sending.PushPerMinute),
        ["Sending:SmsPerMinute"] = Text(sending.SmsPerMinute),
        ["Sending:EmailPerMinute"] = Text(sending.EmailPerMinute),
        ["Sending:EmailPerHour"] = Text(sending.EmailPerHour),
        ["Lapse:DefaultZone"] = lapse.DefaultZone,
    };

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
