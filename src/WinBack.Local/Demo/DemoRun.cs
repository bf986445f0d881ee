using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Sqlite;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// A shop's life on the virtual clock: its events come in over HTTP, the app scans, contacts and closes, its customers read and answer.
/// Begins with the shop's history; then the campaign is published and the days go by.
/// </summary>
internal sealed class DemoRun(DemoOptions options)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private readonly Shop _shop = new(options.Seed, options.Users, options.Start - options.History, options.End);

    /// <summary>Days of the campaign gone by, for who waits.</summary>
    public Action<int> OnDay { get; init; } = _ => { };

    /// <summary>Runs to the end and leaves everything in the data directory.</summary>
    /// <param name="campaignFile">Campaign to publish; its goal is a purchase.</param>
    /// <param name="cancel">Breaks off; the directory is then worth nothing.</param>
    public async Task<DemoResult> RunAsync(string campaignFile, CancellationToken cancel)
    {
        options.Data.Clear();
        var clock = new VirtualClock(options.Start);
        await using var app = LocalApp.Open(
            new()
            {
                Data = options.Data,
                Clock = clock,
                Durability = Durability.Relaxed,
                Seed = options.Seed,
                Port = 0,
                LiveSequences = options.Users,
                Settings = new Dictionary<string, string?> { ["Lapse:ScanSchedule"] = "0 0 * * * *" },
            },
            AddPostmen);
        using var client = new ShopClient(await app.Host.ListenAsync(cancel), options.Data.Secrets().EventKey);
        await client.PostAsync(_shop.TakeUpTo(options.Start), cancel);
        var campaign = await PublishAsync(app, campaignFile, cancel);

        var host = app.OnVirtualClock();
        for (var now = options.Start + Step; now <= options.End; now += Step)
        {
            await host.AdvanceToAsync(now, cancel);
            await client.PostAsync(_shop.TakeUpTo(now), cancel);
            if (now.Hour == 0)
                OnDay((now - options.Start).Days);
        }

        await host.AdvanceToAsync(options.End, cancel);
        options.Data.VirtualNow = host.Now;
        var facts = app.Services.GetRequiredService<IFacts>();
        var trueLift = await TrueLift.OfAsync(
            facts.ReadAsync(campaign.Id, Day(options.Start), Day(options.End), cancel), _shop, app.Services.GetRequiredService<IPersonKeys>(), options.Seed);
        return new(campaign.Id, client.Applied, client.Duplicates, trueLift);
    }

    private void AddPostmen(IServiceCollection services)
    {
        services.RemoveAll<IChannel>();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannel>(provider => new Postman(
                channel, provider.GetRequiredService<Outbox>(), provider.GetRequiredService<TimeProvider>(), _shop));
        }
    }

    private static async Task<Campaign> PublishAsync(LocalApp app, string file, CancellationToken cancel)
    {
        var publisher = app.Services.GetRequiredService<ICampaignPublisher>();
        var result = await publisher.PublishAsync(Path.GetFileName(file), await File.ReadAllTextAsync(file, cancel), "demo", cancel);
        return result.Campaign ?? throw new InvalidDataException(string.Join(Environment.NewLine, result.Errors));
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>What came of the demo, beside what stands in its data directory.</summary>
/// <param name="Campaign">Id of the campaign.</param>
/// <param name="Events">Events applied.</param>
/// <param name="Duplicates">Events that were posted twice and changed nothing.</param>
/// <param name="TrueLift">What the report should find.</param>
internal sealed record DemoResult(string Campaign, long Events, long Duplicates, TrueLift TrueLift);
