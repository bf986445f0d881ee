using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.Storage.Sequences;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>
/// The whole system over tables in memory, but for the durable engine: <see cref="AdvanceAsync"/> moves the clock and takes the steps that scan and
/// sequences would take. What a test plants, it writes past all of it, straight into the rows.
/// </summary>
internal sealed class ReportingWorld
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    private readonly LapseOptions _options = new();
    private readonly EventIngest _ingest;
    private readonly LapseScan _scan;
    private readonly TouchSender _sender;
    private readonly NoSequences _sequences = new();
    private readonly Dictionary<string, SequenceState> _running = new(StringComparer.Ordinal);

    public ReportingWorld(params Campaign[] campaigns)
        : this(new MemoryTables(), campaigns)
    {
    }

    public ReportingWorld(ITables tables, params Campaign[] campaigns)
        : this(tables, provider: null, campaigns)
    {
    }

    /// <param name="tables">The tables.</param>
    /// <param name="provider">Takes the messages of all channels; null for the outbox.</param>
    /// <param name="campaigns">Published from the start.</param>
    public ReportingWorld(ITables tables, Func<Channel, IChannel?>? provider, params Campaign[] campaigns)
    {
        Tables = tables;
        Campaigns = new(new CampaignSet(1, [.. campaigns.Select(each => each with { PublishedAt = Given.Noon })], []));
        Due = new(Tables, Layout, Clock);
        Days = new(Tables, Clock);
        Facts = new(Tables, Layout, Days);
        var hasher = new AddressHasher(new() { AddressHashKey = new('k', 32) });
        var addresses = new AddressBook(Tables, hasher);
        Suppressions = new(Tables, hasher);
        var tombstones = new Tombstones(Tables, Layout, hasher);
        var codes = new OfferCodes(new() { AddressHashKey = new('k', 32) });
        var offers = new OfferStore(Tables, codes, Clock);
        var effects = new EffectRunner(Tables, Layout, Facts, offers, new(Tables, Layout), () => Merge!, () => throw new NotSupportedException("nobody is erased here"), Clock, NullLogger<EffectRunner>.Instance);
        People = new(Tables, Layout, Due, Suppressions, addresses, effects, tombstones, new SeededPersonKeys(1), Clock);
        Outbox = new(Tables);
        _ingest = new(People, new Reactions(Campaigns, _options, Experiment), new WithdrawnConsents(new(addresses, People), hasher, People), Merge = new UserMerge(People, new(Tables, People, Layout), tombstones, () => _ingest!));
        _scan = new(
            Due, People, effects, Campaigns, new(Tables), new(Tables, People, new(Tables, Layout, Campaigns), new InFlight(_options), _options, Clock), new Enroller(_options, Experiment),
            new WindowCloser(People, _options, Prices), new(new(Tables, Campaigns), new(Tables, Layout), People, _ingest, NullLogger<CatalogueWaves>.Instance), new(Tables), Layout, _options, Clock, NullLogger<LapseScan>.Instance);
        var channels = Enum.GetValues<Channel>().Select(channel => provider?.Invoke(channel) ?? new OutboxChannel(channel, Outbox, Clock));
        var watch = new IngestWatch(new(), Clock, NullLogger<IngestWatch>.Instance);
        _sender = new(People, Campaigns, Suppressions, new(channels, new SendingOptions(), new Paces(Tables)), new(offers, codes), watch, new(new(), new(), new(new()), hasher), Layout, _options, Clock, NullLogger<TouchSender>.Instance);
        Audit = new(People, new(Outbox, new(Tables, Layout), Suppressions, Layout), Due, Campaigns, Layout, _options, new(), Clock, Experiment);
        Purge = new(Tables, People, [new OutboxTraces(Outbox)], Layout, Retention, Clock);
        Lapsed = new(People, Campaigns, Layout, _options);
        Why = new(People, Campaigns, _options, Clock);
        Rollups = new(Tables);
        Rolling = new(Facts, Days, Rollups, Campaigns, Clock);
        Report = new(Facts, Days, Rollups, Clock);
    }

    public static StorageLayout Layout { get; } = StorageLayout.OneMachine;

    public ITables Tables { get; }

    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    public DateTimeOffset Now => Clock.GetUtcNow();

    public FixedCampaigns Campaigns { get; }

    public DueIndex Due { get; }

    public UserMerge Merge { get; }

    public ExperimentOptions Experiment { get; } = new();

    public WinBack.Core.Outcomes.OutcomeOptions Prices { get; } = new();

    public FactDays Days { get; }

    public FactStore Facts { get; }

    public RollupStore Rollups { get; }

    public RollupRun Rolling { get; }

    public SuppressionStore Suppressions { get; }

    public PersonStore People { get; }

    public Outbox Outbox { get; }

    public AuditReader Audit { get; }

    public RetentionPurge Purge { get; }

    public WinBack.Core.Reporting.RetentionOptions Retention { get; } = new();

    public LapsedReader Lapsed { get; }

    public WhyReader Why { get; }

    public ReportReader Report { get; }

    public async Task HearAsync(params IncomingEvent[] events) =>
        await _ingest.ApplyAsync([.. events.Select((each, position) => new PlacedEvent(position, each))], _sequences, CancellationToken.None);

    /// <summary>A user with an e-mail address and consent who has just bought something.</summary>
    public Task BuysAsync(string user, string order = "order-1") =>
        HearAsync(Given.Reachable(Now, "profile-" + order, user), Given.Purchase(Now, order, user));

    /// <summary>Moves the clock, half an hour at a time.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            Clock.SetUtcNow(end - Now < Step ? end : Now + Step);
            await _scan.RunAsync(_sequences, CancellationToken.None);
            await TakeStepsAsync();
        }
    }

    public Task AdvanceDaysAsync(int days) => AdvanceAsync(TimeSpan.FromDays(days));

    /// <summary>Runs a scan, as of now.</summary>
    public Task ScanAsync() => _scan.RunAsync(_sequences, CancellationToken.None);

    /// <summary>What the audit found of one promise.</summary>
    public async Task<IReadOnlyList<BrokenRow>> BrokenAsync(Promise promise) =>
        [.. (await Audit.ReadAsync()).Violations.Where(broken => broken.Promise == (int)promise)];

    /// <summary>Writes a row past every rule.</summary>
    public async Task PlantAsync(string table, string partition, RowChange change) => await Tables.Open(table).BatchAsync(partition, [change]);

    /// <summary>Writes a user row past every rule.</summary>
    public async Task PlantAsync(string userId, Func<User, User> change)
    {
        var user = change((await People.FindAsync(userId))!);
        await PlantAsync(
            PeopleKeys.Table, PeopleKeys.Partition(userId, Layout.PeopleShards),
            new RowChange.Upsert(PeopleKeys.User(userId), UserRows.Write(user, UserRows.Default.User)));
    }

    /// <summary>Hands a message of an enrolment to the outbox past every rule, as of now, with the ledger row it would have.</summary>
    public async Task PlantDepartureAsync(string userId, string touch, Channel channel = Channel.Email, int episode = 1, bool ledger = true)
    {
        var user = (await People.FindAsync(userId))!;
        var campaign = Campaigns.Set.Current.First().Id;
        if (ledger)
        {
            await PlantAsync(userId, new LedgerEntry
            {
                Campaign = campaign,
                Episode = episode,
                Touch = touch,
                Channel = channel,
                State = AttemptState.Accepted,
                At = Now,
                SendingAt = Now,
                Findings = [new("sequence", Passed: true, "planted")],
            });
        }

        await Outbox.AddAsync(
            new()
            {
                Key = AttemptKey.For(OpenEnrolment.InstanceId(campaign, episode, user.PersonKey), touch, channel),
                Channel = channel,
                UserId = userId,
                Campaign = campaign,
                Touch = touch,
                Addresses = [$"{userId}@example.com"],
                Content = new("Hello", null, "Hello", null, null),
            },
            Now);
    }

    /// <summary>Writes a ledger row past every rule.</summary>
    public Task PlantAsync(string userId, LedgerEntry entry) => PlantAsync(
        PeopleKeys.Table, PeopleKeys.Partition(userId, Layout.PeopleShards),
        new RowChange.Upsert(PeopleKeys.Ledger(userId, entry), UserRows.Write(entry, UserRows.Default.LedgerEntry)));

    private async Task TakeStepsAsync()
    {
        foreach (var (id, begun) in _sequences.Started)
        {
            var state = _running.GetValueOrDefault(id) ?? begun;
            // Signals are not delivered here: every look begins with the row, as after a wake-up.
            state = state.As(await People.FindAsync(state.UserId)) with { Waits = state.Waits };
            while (SequencePlan.Next(state, Now) is NextMove.Contact)
                state = await _sender.ContactAsync(state, _sequences, CancellationToken.None);
            _running[id] = state;
        }
    }
}
