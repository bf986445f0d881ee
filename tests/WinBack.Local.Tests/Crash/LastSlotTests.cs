using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Functions;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.World;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Local.Tests.Crash;

/// <summary>Two campaigns want the last slot of the same people at the same instants, each from a process of its own.</summary>
public sealed class LastSlotTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string Prefix = "race";
    private const int Users = 40;

    [SkippableFact]
    public async Task TwoProcesses_RaceForTheLastSlot_OneOfThemGetsIt()
    {
        using var services = Services();
        await EnrolAsync(services);
        using var red = new CrashProcess();
        using var blue = new CrashProcess();
        var start = TimeProvider.System.GetUtcNow().AddSeconds(20);   // both are up by then, on a busy machine too

        await Task.WhenAll(
            red.RaceAsync("red", Users, start, azurite.Process.Connection, Prefix),
            blue.RaceAsync("blue", Users, start, azurite.Process.Connection, Prefix));

        output.WriteLine($"red {red.Calls().Count}, blue {blue.Calls().Count}");
        Assert.Equal(Users, red.Calls().Count + blue.Calls().Count);
        var people = services.GetRequiredService<IPeople>();
        foreach (var id in Names())
        {
            Assert.Single((await people.FindAsync(id))!.Contacts);
            Assert.Equal([AttemptState.Held, AttemptState.Accepted], (await people.LedgerAsync(id)).Select(row => row.State).OrderDescending());
        }

        Assert.Empty((await services.GetRequiredService<AuditReader>().ReadAsync()).Violations);
    }

    private static async Task EnrolAsync(ServiceProvider services)
    {
        foreach (var campaign in new[] { "red", "blue" })
            await services.GetRequiredService<ICampaignPublisher>().PublishAsync(campaign + ".yaml", Campaign(campaign), "race");
        var lapsed = TimeProvider.System.GetUtcNow().AddDays(-31);
        List<PlacedEvent> events = [];
        foreach (var id in Names())
            events.AddRange([new(events.Count, Given.Reachable(lapsed, user: id)), new(events.Count + 1, Given.Purchase(lapsed, user: id))]);
        await services.GetRequiredService<EventIngest>().ApplyAsync(events, new NoSequences(), CancellationToken.None);
        // In the first five minutes of an hour a store that is new files its first checks for the end of them, so as never to be behind a watermark.
        for (var look = 0; look < 400 && !await AllAreInAsync(services.GetRequiredService<IPeople>()); look++)
        {
            await services.GetRequiredService<LapseScan>().RunAsync(new NoSequences(), CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<bool> AllAreInAsync(IPeople people)
    {
        foreach (var id in Names())
        {
            if (await people.FindAsync(id) is not { Open.Count: 2 })
                return false;
        }

        return true;
    }

    private static IEnumerable<string> Names() => Enumerable.Range(0, Users).Select(number => string.Create(CultureInfo.InvariantCulture, $"racer-{number}"));

    private static string Campaign(string id) => $$"""
        id: {{id}}
        name: {{id}}
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: 0%
        caps: [ { max: 1, per: P1D } ]
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello", body: "Hello" }
        """;

    private ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<ITables>(AzureTables.Connect(
            new() { Connection = azurite.Process.Connection, TablePrefix = Prefix }, () => throw new InvalidOperationException("The emulator takes the account key.")))
        .AddSingleton(StorageLayout.OneMachine)
        .AddWinBack(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Events:Sources:0:Name"] = "test",
            ["Events:Sources:0:Key"] = "key-of-the-test-itself",
            ["Users:AddressHashKey"] = "hash key that the hosts have in common",
        }).Build())
        .BuildServiceProvider();
}
