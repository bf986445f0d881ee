using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Sending;
using WinBack.Storage.Sequences;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;

namespace WinBack.TestKit.World;

/// <summary>The stores and deciders wired as a host wires them, over given tables and a clock that the test moves.</summary>
public sealed class AWorld
{
    public AWorld(ITables? tables = null, int shards = 1, FakeTimeProvider? clock = null, WebhookTargets? webhooks = null, params Campaign[] campaigns)
    {
        Clock = clock ?? new FakeTimeProvider(Given.Noon);
        Tables = tables ?? new MemoryTables();
        Layout = new() { PeopleShards = shards, FactShards = 1 };
        Campaigns = new(Given.Set(campaigns));
        Facts = new FactStore(Tables, Layout, new(Tables, Clock));
        Hasher = new(new() { AddressHashKey = new string('k', 32) });
        Addresses = new AddressBook(Tables, Hasher);
        Suppressions = new SuppressionStore(Tables, Hasher);
        Due = new DueIndex(Tables, Layout, Clock);
        Offers = new OfferStore(Tables, new OfferCodes(new() { AddressHashKey = new string('k', 32) }), Clock);
        Effects = new EffectRunner(Tables, Layout, Facts, Offers, Interests = new(Tables, Layout), () => Merge!, () => Erasures!, Clock, NullLogger<EffectRunner>.Instance);
        People = new PersonStore(Tables, Layout, Due, Suppressions, Addresses, Effects, Tombstones = new(Tables, Layout, Hasher), new SeededPersonKeys(1), Clock);
        Ingest = new EventIngest(People, new Reactions(Campaigns, Options, money: Money), new WithdrawnConsents(Owners = new(Addresses, People), Hasher, People), Merge = new UserMerge(People, MergedIds = new(Tables, People, Layout), Tombstones, () => Ingest!), Money);
        Surveys = new SurveyAnswers(new(Links), new(Tables, Layout), People, Campaigns, Ingest);
        OptOuts = new OptOuts(Suppressions, Owners, Ingest);
        Erasures = new Erasures(People, MergedIds, Tombstones, OptOuts, Hasher, new(Tables, Layout, Due, Addresses, Facts, Interests, [new OutboxTraces(Outbox = new(Tables))]), Clock, Campaigns, money: Money);
        Backfill = new Backfill(Tables, People, new(Tables, Layout, Campaigns), new InFlight(Options), Options, Clock);
        Scan = new LapseScan(
            Due, People, Effects, Campaigns, new Admissions(Tables), Backfill, new Enroller(Options), new WindowCloser(People, Options, money: Money), Waves = new(Catalogue = new(Tables, Campaigns), Interests, People, Ingest, NullLogger<CatalogueWaves>.Instance),
            new ScanHeartbeat(Tables), Layout, Options, Clock, NullLogger<LapseScan>.Instance);
        Channels = new Channels([new ProviderChannel(Channel.Push, Provider), new ProviderChannel(Channel.Sms, Provider), new ProviderChannel(Channel.Email, Provider), new ProviderChannel(Channel.Webhook, Provider)], new(), new Paces(Tables), webhooks);
        var watch = new IngestWatch(new() { Mode = IngestMode.ServiceBus }, Clock, NullLogger<IngestWatch>.Instance, Lag);
        Sender = new TouchSender(People, Campaigns, Suppressions, Channels, Reservations, watch, new MessageFrames(Links, Email, new(Links), Hasher), Layout, Options, Clock, NullLogger<TouchSender>.Instance);
    }

    public FakeTimeProvider Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public ITables Tables { get; }

    public StorageLayout Layout { get; }

    public LapseOptions Options { get; } = new();

    public MoneyOptions Money { get; } = new();

    public FixedCampaigns Campaigns { get; }

    public LinkOptions Links { get; } = new() { BaseUrl = "https://hello.shop.example", Keys = [new() { Id = "k1", Secret = new string('s', 32) }] };

    public EmailOptions Email { get; } = new() { PostalAddress = "Shop Ltd, 1 High Street, Example" };

    public AddressHasher Hasher { get; }

    public AddressBook Addresses { get; }

    public AddressOwners Owners { get; }

    public UserMerge Merge { get; }

    public OptOuts OptOuts { get; }

    public SurveyAnswers Surveys { get; }

    public Tombstones Tombstones { get; }

    public MergedIds MergedIds { get; }

    public Erasures Erasures { get; }

    public Outbox Outbox { get; }

    public OfferStore Offers { get; }

    public OfferReservations Reservations => new(Offers, new(new() { AddressHashKey = new string('k', 32) }));

    public FactStore Facts { get; }

    public SuppressionStore Suppressions { get; }

    public DueIndex Due { get; }

    public EffectRunner Effects { get; }

    public PersonStore People { get; }

    public EventIngest Ingest { get; }

    public Backfill Backfill { get; }

    public LapseScan Scan { get; }

    public CatalogueStore Catalogue { get; }

    public CatalogueWaves Waves { get; }

    public InterestIndex Interests { get; }

    public Channels Channels { get; }

    public TouchSender Sender { get; }

    /// <summary>Says how long events wait; none does unless set.</summary>
    public AnIngestLag Lag { get; } = new();

    public ListedSequences Sequences { get; init; } = new();

    public AProvider Provider { get; } = new();

    /// <summary>Applies events in one request.</summary>
    public async Task<IReadOnlyList<ItemStatus>> ApplyAsync(params IncomingEvent[] events) =>
        [.. (await Ingest.ApplyAsync([.. events.Select((each, i) => new PlacedEvent(i, each))], Sequences, CancellationToken.None)).Select(each => each.Status)];

    /// <summary>Runs a scan.</summary>
    public Task<ScanResult> ScanAsync() => Scan.RunAsync(Sequences, CancellationToken.None);

    /// <summary>The user as stored.</summary>
    public async Task<User> UserAsync(string id = "anna") => (await People.FindAsync(id))!;

    /// <summary>Every Due row until an instant.</summary>
    public async Task<List<DueFiling>> DueRowsAsync(DateTimeOffset? until = null)
    {
        List<DueFiling> rows = [];
        for (var shard = 0; shard < Layout.PeopleShards; shard++)
        {
            await foreach (var row in Due.AllAsync(shard, until ?? Now.AddDays(200)))
                rows.Add(row);
        }

        return rows;
    }
}

/// <summary>Sequences that only remember what was asked of them.</summary>
public sealed class ListedSequences : ISequences
{
    public List<SequenceStart> Started { get; } = [];

    public List<(string InstanceId, Signal Signal)> Woken { get; } = [];

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Down { get; set; }

    public Task StartAsync(SequenceStart start, CancellationToken cancel)
    {
        if (Down is { } down)
            return Task.FromException(down);
        if (Started.TrueForAll(each => each.InstanceId != start.InstanceId))
            Started.Add(start);
        return Task.CompletedTask;
    }

    public Task WakeAsync(string instanceId, Signal signal, CancellationToken cancel)
    {
        if (Down is { } down)
            return Task.FromException(down);
        Woken.Add((instanceId, signal));
        return Task.CompletedTask;
    }

    /// <summary>Ended and deleted for good.</summary>
    public List<string> Erased { get; } = [];

    public Task EraseAsync(string instanceId, CancellationToken cancel)
    {
        if (Down is { } down)
            return Task.FromException(down);
        Erased.Add(instanceId);
        return Task.CompletedTask;
    }
}

/// <summary>A queue of events as the sender sees it.</summary>
public sealed class AnIngestLag : IIngestLag
{
    /// <summary>When the oldest event was taken in; null when none waits.</summary>
    public DateTimeOffset? Oldest { get; set; }

    /// <summary>Thrown by every look while set.</summary>
    public Exception? Down { get; set; }

    /// <summary>Looks so far.</summary>
    public int Looks { get; private set; }

    public Task<DateTimeOffset?> OldestAsync(CancellationToken cancel)
    {
        Looks++;
        return Down is { } down ? Task.FromException<DateTimeOffset?>(down) : Task.FromResult(Oldest);
    }
}

/// <summary>A provider that records every call, whatever it answers.</summary>
public sealed class AProvider
{
    public List<OutboundMessage> Calls { get; } = [];

    /// <summary>Makes the answer; takes everything unless set.</summary>
    public Func<OutboundMessage, Task<SendResult>>? Answer { get; set; }

    internal Task<SendResult> SendAsync(OutboundMessage message)
    {
        Calls.Add(message);
        return Answer?.Invoke(message) ?? Task.FromResult<SendResult>(new SendResult.Accepted($"p-{Calls.Count}"));
    }
}

/// <summary>One channel of the provider.</summary>
public sealed class ProviderChannel(Channel channel, AProvider provider) : IChannel
{
    public Channel Channel => channel;

    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel) => provider.SendAsync(message);
}
