using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Outcomes;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Hosting;
using WinBack.Local.Queues;
using WinBack.Local.Sqlite;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// A shop's life on the virtual clock: its events come in over HTTP, the app scans, contacts and closes, its customers read and answer.
/// Begins with the shop's history; then the campaigns are published and the days go by.
/// </summary>
internal sealed class DemoRun(DemoOptions options)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    // More than the shop gives away.
    private const int OfferCodes = 3000;

    private readonly Shop _shop = new(options);
    private readonly CapCounts _caps = new();

    /// <summary>Days of the campaigns gone by, for who waits.</summary>
    public Action<int> OnDay { get; init; } = _ => { };

    /// <summary>Runs to the end and leaves everything in the data directory.</summary>
    /// <param name="cancel">Breaks off; the directory is then worth nothing.</param>
    public async Task<DemoResult> RunAsync(CancellationToken cancel)
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
                Settings = new Dictionary<string, string?>
                {
                    ["Lapse:ScanSchedule"] = "0 0 * * * *",
                    [$"AzureWebJobs.{nameof(ReceiveFeedback)}.Disabled"] = "false",     // the demo's providers report
                    ["Experiment:GlobalHoldoutShare"] = options.GlobalHoldout.ToString(CultureInfo.InvariantCulture),
                    ["Outcomes:SmsPrice"] = "0.07",         // made up, of the order that providers ask for
                    ["Outcomes:EmailPrice"] = "0.001",
                },
            },
            Watch);
        using var client = new ShopClient(await app.Host.ListenAsync(cancel), options.Data.Secrets().EventKey);
        await client.PostAsync(_shop.TakeUpTo(options.Start), cancel);
        var campaigns = await PublishAsync(app, cancel);

        var host = app.OnVirtualClock();
        var (queues, feedback) = (app.Services.GetRequiredService<LocalQueues>(), app.Services.GetRequiredService<IngestOptions>().FeedbackQueue);
        for (var now = options.Start + Step; now <= options.End; now += Step)
        {
            await FollowLinksAsync(host, client, now, cancel);
            await host.AdvanceToAsync(now, cancel);
            if (_shop.Mailbox.TakeReports(now) is { Count: > 0 } reports)
                queues.Send(feedback, reports);
            await client.PostAsync(_shop.TakeUpTo(now), cancel);
            if (now.Hour == 0)
                OnDay((now - options.Start).Days);
        }

        await host.AdvanceToAsync(options.End, cancel);
        options.Data.VirtualNow = host.Now;
        return new(client.Applied, client.Duplicates, await AuditAsync(app.Services, host.Now, cancel), await TruthAsync(app, campaigns, cancel), await Interplay.ReadAsync(app.Services, _shop, _caps, host.Now, cancel));
    }

    // A click is dated by the clock as it stands. One within the hour of its message comes at the end of it, and still before anything that it leads to.
    private async Task FollowLinksAsync(VirtualHost host, ShopClient client, DateTimeOffset upTo, CancellationToken cancel)
    {
        while (_shop.Mailbox.NextLink(upTo) is { } link)
        {
            if (link.At > host.Now)
                await host.AdvanceToAsync(link.At, cancel);
            await client.FollowAsync(link.Path, cancel);
        }
    }

    private void Watch(IServiceCollection services)
    {
        services.AddSingleton<IPeople>(provider => new WatchedPeople(ActivatorUtilities.CreateInstance<PersonStore>(provider), _caps));
        services.RemoveAll<IChannel>();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannel>(provider => new Postman(
                channel, provider.GetRequiredService<Outbox>(), provider.GetRequiredService<TimeProvider>(), _shop));
        }
    }

    private async Task<List<Campaign>> PublishAsync(LocalApp app, CancellationToken cancel)
    {
        await app.Services.GetRequiredService<OfferStock>().ImportAsync("best-customers-spring", [.. Enumerable.Range(0, OfferCodes).Select(i => $"DEMO-{i:D5}")], cancel);
        var publisher = app.Services.GetRequiredService<ICampaignPublisher>();
        var campaigns = new List<Campaign>();
        foreach (var sample in options.Campaigns)
        {
            var file = DemoOptions.FileOf(sample);
            var result = await publisher.PublishAsync(Path.GetFileName(file), await File.ReadAllTextAsync(file, cancel), "demo", cancel);
            var campaign = result.Campaign ?? throw new InvalidDataException(string.Join(Environment.NewLine, result.Errors));
            _shop.Knows(campaign.Id, campaign.Goal);
            campaigns.Add(campaign);
        }

        return campaigns;
    }

    /// <summary>Sums up the facts, so that the overview is as of the end as the reports are, and audits; keeps the result where the dashboard shows it.</summary>
    /// <exception cref="InvalidOperationException">The facts of a campaign cannot be summed up: its old sums would be shown.</exception>
    internal static async Task<AuditReport> AuditAsync(IServiceProvider services, DateTimeOffset now, CancellationToken cancel)
    {
        if ((await services.GetRequiredService<RollupRun>().RunAsync(cancel: cancel)).Failed is [var failed, ..])
            throw new InvalidOperationException($"The facts of {failed.Campaign} could not be summed up.", failed.Failure);
        var audit = await services.GetRequiredService<AuditReader>().ReadAsync(cancel: cancel);
        await services.GetRequiredService<AuditResults>().KeepAsync(audit, now, cancel);
        return audit;
    }

    private async Task<List<(Campaign Campaign, TrueLift Lift)>> TruthAsync(LocalApp app, List<Campaign> campaigns, CancellationToken cancel)
    {
        var (facts, keys) = (app.Services.GetRequiredService<IFacts>(), app.Services.GetRequiredService<IPersonKeys>());
        var truths = new List<(Campaign, TrueLift)>();
        foreach (var campaign in campaigns)
            truths.Add((campaign, await TrueLift.OfAsync(campaign, facts.ReadAsync(campaign.Id, Day(options.Start), Day(options.End), cancel), _shop, keys)));
        return truths;
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>What came of the demo, beside what stands in its data directory.</summary>
/// <param name="Events">Events applied.</param>
/// <param name="Duplicates">Events that were posted twice and changed nothing.</param>
/// <param name="Audit">Whether every promise was kept.</param>
/// <param name="Truths">By campaign, what its report should find.</param>
/// <param name="Interplay">What the campaigns did to each other.</param>
internal sealed record DemoResult(long Events, long Duplicates, AuditReport Audit, IReadOnlyList<(Campaign Campaign, TrueLift Lift)> Truths, Interplay Interplay);
