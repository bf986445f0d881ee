using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Functions;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;

namespace WinBack.Benchmarks;

/// <summary>The app's services over counted tables, with a clock that is set by hand, a provider that takes everything, and sequences that are only counted.</summary>
internal sealed class BenchWorld : ISequences, IChannel, IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public BenchWorld(ITables tables)
    {
        Tables = new(tables);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ITables>(Tables)
            .AddSingleton(StorageLayout.OneMachine)
            .AddSingleton<IPersonKeys>(new SeededPersonKeys(1))
            .AddSingleton<IChannel>(this)
            .AddWinBack(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Events:Sources:0:Name"] = "bench",
                ["Events:Sources:0:Key"] = "key-of-the-benchmark",
                ["Users:AddressHashKey"] = "hash key of the benchmark, 32 and more",
            }).Build())
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public CountingTables Tables { get; }

    /// <summary>Sequences started so far, oldest first.</summary>
    public List<SequenceStart> Started { get; } = [];

    public Channel Channel => Channel.Email;

    public Task PublishAsync(string campaign) => Get<ICampaignPublisher>().PublishAsync("bench.yaml", campaign, "bench");

    public Task<IReadOnlyList<ItemResult>> PostAsync(IEnumerable<IncomingEvent> events) =>
        Get<EventIngest>().ApplyAsync([.. events.Select((item, position) => new PlacedEvent(position, item))], this, CancellationToken.None);

    public Task<ScanResult> ScanAsync() => Get<LapseScan>().RunAsync(this, CancellationToken.None);

    public Task<SequenceState> ContactAsync(SequenceStart start) => Get<TouchSender>().ContactAsync(SequenceState.From(start), this, CancellationToken.None);

    /// <summary>Lets time pass with a scan every hour, as a host does; the scan at the instant itself is left to the caller.</summary>
    public async Task LiveUntilAsync(DateTimeOffset instant)
    {
        for (var next = Clock.GetUtcNow() + TimeSpan.FromHours(1); next < instant; next += TimeSpan.FromHours(1))
        {
            Clock.SetUtcNow(next);
            await ScanAsync();
        }

        Clock.SetUtcNow(instant);
    }

    /// <summary>Operations of what was done, by table.</summary>
    public async Task<OperationCounts> CountAsync(Func<Task> action)
    {
        Tables.Reset();
        await action();
        return Tables.Sum();
    }

    public static IncomingEvent Purchase(string user, string id, DateTimeOffset at, bool withProfile = false) => new()
    {
        Id = id,
        UserId = user,
        Type = "purchase",
        At = at,
        Value = 20,
        Profile = !withProfile ? null : new()
        {
            Fields = new Dictionary<string, GivenField<string?>> { ["email"] = new($"{user}@example.com", at) },
            Consents = new Dictionary<string, GivenConsent> { ["email"] = new(true, at, "form") },
        },
    };

    Task ISequences.StartAsync(SequenceStart start, CancellationToken cancel)
    {
        Started.Add(start);
        return Task.CompletedTask;
    }

    Task ISequences.WakeAsync(string instanceId, Signal signal, CancellationToken cancel) => Task.CompletedTask;

    Task ISequences.EraseAsync(string instanceId, CancellationToken cancel) => Task.CompletedTask;

    Task<SendResult> IChannel.SendAsync(OutboundMessage message, CancellationToken cancel) =>
        Task.FromResult<SendResult>(new SendResult.Accepted("bench"));

    public void Dispose() => _services.Dispose();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
