using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Functions.Reporting;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Hosting;
using WinBack.Local.Sqlite;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Local.Replay;

/// <summary>
/// Feeds a log through the real ingest on the virtual clock while scans and sequences run. The same log, campaigns and bounds make the same
/// rows, byte for byte. Stays open afterwards, so that reports can be read from <see cref="Services"/>.
/// </summary>
internal sealed class ReplayRun : IAsyncDisposable
{
    // Person keys follow from it; which number it is has no meaning.
    private const long Seed = 1;

    private readonly ReplayOptions _options;
    private readonly ReplayLog _log;
    private readonly VirtualClock _clock;
    private readonly LocalApp _app;
    private readonly VirtualHost _host;
    private readonly EventIngest _ingest;

    private ReplayRun(ReplayOptions options, ReplayLog log, VirtualClock clock, LocalApp app)
    {
        (_options, _log, _clock, _app) = (options, log, clock, app);
        _host = app.OnVirtualClock();
        _ingest = app.Services.GetRequiredService<EventIngest>();
    }

    public IServiceProvider Services => _app.Services;

    public DateTimeOffset From => _options.From;

    public DateTimeOffset To => _options.To;

    /// <summary>The campaigns as published at <see cref="From"/>.</summary>
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];

    /// <summary>What was fed.</summary>
    public FedEvents Fed { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Clears the directory, reads the log and makes ready; <see cref="RunAsync"/> runs.</summary>
    /// <exception cref="InvalidDataException">The directory holds a deployment on the real clock, or the log cannot be read.</exception>
    public static ReplayRun Open(ReplayOptions options)
    {
        if (options.To <= options.From)
            throw new InvalidDataException("The replay ends before it begins.");
        if (options.Data is { Exists: true, VirtualNow: null })
            throw new InvalidDataException($"{options.Data.Path} holds a deployment that runs on the real clock; a replay would clear it. Choose another --data directory.");
        var reach = new AssumedReach(options.AssumeReach, Purposes(options));
        var log = options.Events is { } events
            ? ReplayLog.Of(events, options.From, reach)
            : ReplayLog.Read(options.Log ?? throw new InvalidDataException("There is nothing to replay."), options.From, options.To, reach, options.Refused);
        options.Data.Clear();
        options.Data.VirtualNow = options.From;
        var clock = new VirtualClock(options.From);
        return new(options, log, clock, LocalApp.Open(new()
        {
            Data = options.Data,
            Clock = clock,
            Durability = Durability.Relaxed,
            Seed = Seed,
            Port = 0,
            Settings = new Dictionary<string, string?>(options.Settings)
            {
                ["Lapse:ScanSchedule"] = "0 0 * * * *",                           // a log is rarely finer than an hour
                [$"AzureWebJobs.{nameof(PurgeExpired)}.Disabled"] = "true",       // the figures are counted over rows from the first day on
            },
        }));
    }

    /// <summary>Runs from begin to end.</summary>
    /// <param name="done">Told the share of the time that has passed, 0 to 1.</param>
    /// <param name="cancel">Breaks off.</param>
    public async Task RunAsync(Action<double> done, CancellationToken cancel)
    {
        await FeedAsync(_log.History, cancel);
        await PublishAsync(cancel);
        for (var rest = _log.Live; rest.Length > 0;)
        {
            var at = rest.Span[0].At;
            var count = 1;
            while (count < rest.Length && rest.Span[count].At == at)
                count++;
            await MoveJustBeforeAsync(at, cancel);
            await FeedAsync(rest[..count], cancel);
            rest = rest[count..];
            done((at - From) / (To - From));
        }

        await _host.AdvanceToAsync(To, cancel);
        _options.Data.VirtualNow = _host.Now;
        await _app.FlushAsync();
        Fed = Fed with { Later = _log.Later, RefusedLines = Fed.RefusedLines + _log.Refused };
        done(1);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // What happened at an instant is known to the scan and the touches of that instant: with whole days in the log, who buys on the day on
    // which they would lapse has not lapsed.
    private async Task MoveJustBeforeAsync(DateTimeOffset at, CancellationToken cancel)
    {
        if (at <= _host.Now)
            return;
        await _host.AdvanceToAsync(at.AddTicks(-1), cancel);
        _clock.AdvanceTo(at);
    }

    private async Task FeedAsync(ReadOnlyMemory<IncomingEvent> events, CancellationToken cancel)
    {
        for (; events.Length > 0; events = events[Math.Min(events.Length, EventLimits.PerRequest)..])
        {
            var placed = new PlacedEvent[Math.Min(events.Length, EventLimits.PerRequest)];
            for (var i = 0; i < placed.Length; i++)
                placed[i] = new(i, events.Span[i]);
            var results = await _ingest.ApplyAsync(placed, _app.Sequences, cancel);
            Fed = Fed with
            {
                Applied = Fed.Applied + results.Count(result => result.Status == ItemStatus.Applied),
                Duplicates = Fed.Duplicates + results.Count(result => result.Status == ItemStatus.Duplicate),
                RefusedByLimit = Fed.RefusedByLimit + results.Count(result => result.Status == ItemStatus.Refused),
            };
        }
    }

    // A file that cannot be read is refused when it is published.
    private static string[] Purposes(ReplayOptions options) =>
        [.. options.Campaigns.Select(each => CampaignFile.Read(each.File, each.Text).Campaign?.Purpose).OfType<string>().Distinct(StringComparer.Ordinal).Take(EventLimits.Purposes)];

    private async Task PublishAsync(CancellationToken cancel)
    {
        var publisher = Services.GetRequiredService<ICampaignPublisher>();
        List<Campaign> published = [];
        if (_options.Exclusions is { } list)
            await Services.GetRequiredService<ExclusionStore>().PublishAsync("exclusions.yaml", list, "replay", cancel);
        foreach (var (file, text) in _options.Campaigns)
        {
            var campaign = (await publisher.PublishAsync(file, text, "replay", cancel)).Campaign
                ?? throw new InvalidDataException($"{file} has errors; ./winback campaign validate {file} shows them.");
            if (campaign.Status != CampaignStatus.Active)
                await publisher.SetStatusAsync(campaign.Id, CampaignStatus.Active, "replay", cancel);   // a draft is replayed to see what it would do
            published.Add(campaign with { Status = CampaignStatus.Active, PublishedAt = From });
        }

        Campaigns = published;
    }
}

/// <summary>What of the log was fed.</summary>
/// <param name="Applied">Events applied.</param>
/// <param name="Duplicates">Events with an id that their user had already; only when a column gives the ids.</param>
/// <param name="RefusedByLimit">Events that a limit of the user's row refused.</param>
/// <param name="RefusedLines">Lines that are no events.</param>
/// <param name="Later">Events dated at or after the end.</param>
internal sealed record FedEvents(long Applied, long Duplicates, long RefusedByLimit, long RefusedLines, long Later);
