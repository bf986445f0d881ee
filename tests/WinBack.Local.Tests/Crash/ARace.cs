using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Core.Events;
using WinBack.Functions;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.World;

namespace WinBack.Local.Tests.Crash;

/// <summary>
/// Two campaigns, <c>red</c> and <c>blue</c>, with the same people in both: each is run by a process of its own, which contacts them at the same
/// instants as the other. What the processes share is the tables.
/// </summary>
internal sealed class ARace(string connection, string prefix, int users, string rules, string body) : IDisposable
{
    private readonly ServiceProvider _services = Make(connection, prefix);
    private readonly CrashProcess _red = new();
    private readonly CrashProcess _blue = new();
    private readonly TaskCompletionSource<DateTimeOffset> _start = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ready;

    public IServiceProvider Services => _services;

    public IPeople People => _services.GetRequiredService<IPeople>();

    public IEnumerable<string> Names => Enumerable.Range(0, users).Select(number => string.Create(CultureInfo.InvariantCulture, $"racer-{number}"));

    /// <summary>Messages that the providers of the two got.</summary>
    public (int Red, int Blue) Calls => (_red.Calls().Count, _blue.Calls().Count);

    public async Task RunAsync()
    {
        await EnrolAsync();
        await Task.WhenAll(RaceAsync(_red, "red"), RaceAsync(_blue, "blue"));
    }

    public void Dispose()
    {
        _red.Dispose();
        _blue.Dispose();
        _services.Dispose();
    }

    private async Task RaceAsync(CrashProcess process, string campaign)
    {
        try
        {
            await process.RaceAsync(campaign, users, ReadyAsync, connection, prefix);
        }
        catch (Exception broken)
        {
            _start.TrySetException(broken);     // else the other would wait for it
            throw;
        }
    }

    private Task<DateTimeOffset> ReadyAsync()
    {
        if (Interlocked.Increment(ref _ready) == 2)
            _start.TrySetResult(TimeProvider.System.GetUtcNow().AddSeconds(1));
        return _start.Task;
    }

    private async Task EnrolAsync()
    {
        foreach (var campaign in new[] { "red", "blue" })
            await _services.GetRequiredService<ICampaignPublisher>().PublishAsync(campaign + ".yaml", Campaign(campaign), "race");
        var lapsed = TimeProvider.System.GetUtcNow().AddDays(-31);
        List<PlacedEvent> events = [];
        foreach (var id in Names)
            events.AddRange([new(events.Count, Given.Reachable(lapsed, user: id)), new(events.Count + 1, Given.Purchase(lapsed, user: id))]);
        await _services.GetRequiredService<EventIngest>().ApplyAsync(events, new NoSequences(), CancellationToken.None);
        for (var look = 0; look < 600 && !await AllAreInAsync(); look++)
        {
            await _services.GetRequiredService<LapseScan>().RunAsync(new NoSequences(), CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<bool> AllAreInAsync()
    {
        foreach (var id in Names)
        {
            if (await People.FindAsync(id) is not { Open.Count: 2 })
                return false;
        }

        return true;
    }

    private string Campaign(string id) => $$"""
        id: {{id}}
        name: {{id}}
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: 0%
        {{rules}}
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello", body: "{{body}}" }
        """;

    private static ServiceProvider Make(string connection, string prefix) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<ITables>(AzureTables.Connect(
            new() { Connection = connection, TablePrefix = prefix }, () => throw new InvalidOperationException("The emulator takes the account key.")))
        .AddSingleton(StorageLayout.OneMachine)
        .AddWinBack(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Events:Sources:0:Name"] = "test",
            ["Events:Sources:0:Key"] = "key-of-the-test-itself",
            ["Users:AddressHashKey"] = "hash key that the hosts have in common",
        }).Build())
        .BuildServiceProvider();
}
