using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Core.Events;
using WinBack.Functions;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Local.Tests.Crash;

/// <summary>Two campaigns hand out the codes of one pool, of which there are too few, each from a process of its own.</summary>
public sealed class LastCodeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Prefix = "codes";
    private const int Users = 20;
    private const int Codes = 12;

    [SkippableFact]
    public async Task TwoProcesses_RaceForTheLastCode_OneOfThemGetsIt()
    {
        using var services = Services();
        var stock = services.GetRequiredService<OfferStock>();
        await stock.ImportAsync("spring", [.. Enumerable.Range(0, Codes).Select(number => string.Create(CultureInfo.InvariantCulture, $"CODE-{number}"))]);
        await EnrolAsync(services);
        using var red = new CrashProcess();
        using var blue = new CrashProcess();
        var start = TimeProvider.System.GetUtcNow().AddSeconds(20);   // both are up by then, on a busy machine too

        await Task.WhenAll(
            red.RaceAsync("red", Users, start, azurite.Process.Connection, Prefix),
            blue.RaceAsync("blue", Users, start, azurite.Process.Connection, Prefix));

        Assert.Equal(2 * Users, red.Calls().Count + blue.Calls().Count);      // without a code it goes out without
        List<string> codes = [];
        foreach (var id in Names())
            codes.AddRange((await services.GetRequiredService<IPeople>().FindAsync(id))!.Offers.Select(grant => grant.Code));
        Assert.Equal((Codes, Codes), (codes.Count, codes.Distinct().Count()));
        Assert.Equal(new OfferCounts(0, Codes, 0, 5 * Codes), await stock.CountAsync("spring"));
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

    private static string Campaign(string id) => $$$"""
        id: {{{id}}}
        name: {{{id}}}
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: 0%
        offer: { id: spring, code: pool, value: { amount: 5, currency: EUR }, budget: { count: 100 } }
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello", body: "Hello{{#if offer}}, {{offer.code}}{{/if}}" }
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
