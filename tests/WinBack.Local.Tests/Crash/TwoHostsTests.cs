using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Core.Users;
using WinBack.Functions;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Local.Tests.Crash;

/// <summary>Two hosts as processes on one account, behind a proxy with faults; one of them is killed with signal 9 again and again.</summary>
public sealed class TwoHostsTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Kills = 4;
    private const int UsersPerLife = 30;
    private const int EachAtLeast = 100;

    private static readonly Fault[] Kinds =
    [
        Fault.Delay, Fault.DropBefore, Fault.DropAfter, Fault.Duplicate, Fault.Busy, Fault.TimeoutAfter, Fault.Refused, Fault.EmptyPage, Fault.ShortPage,
    ];

    [SkippableFact]
    public async Task TwoHosts_OneKilledAgainAndAgain_LoseNothingAcknowledgedAndSendNothingTwice()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no signal 9 on Windows.");
        await using var proxy = await FaultProxy.StartAsync(azurite.Process.Port);
        var shared = AzuriteProcess.ConnectionTo(proxy.Port);
        using var steady = new CrashProcess();
        using var mortal = new CrashProcess();
        List<string> acknowledged = [];

        var (lasting, lastingAt, lastingKey) = await steady.ServeAsync(sharedTables: shared);
        using (lasting)
        {
            proxy.Choose = new FaultSchedule(seed: 2, share: 0.15, Kinds).Next;
            for (var life = 0; life <= Kills; life++)
            {
                var (host, address, key) = await mortal.ServeAsync(sharedTables: shared);
                using (host)
                {
                    var posting = Task.WhenAll(PostAsync(address, key, $"mortal-{life}", acknowledged), PostAsync(lastingAt, lastingKey, $"steady-{life}", acknowledged));
                    if (life < Kills)
                        await Task.Delay(TimeSpan.FromMilliseconds(700 + (life * 531 % 1_900)));
                    else
                        await WaitUntilAllAreWonAsync(posting, acknowledged, proxy);
                    host.Kill();
                    await host.WaitForExitAsync();
                    await posting;
                }
            }

            lasting.Kill();
            await lasting.WaitForExitAsync();
        }

        foreach (var kind in Kinds)
            output.WriteLine($"{kind,-14} {proxy.Faults.GetValueOrDefault(kind),6}");
        output.WriteLine($"requests       {proxy.Total,6}, acknowledged {acknowledged.Count}");
        Assert.False(TooFew(proxy));
        using var services = Services();
        var people = services.GetRequiredService<IPeople>();
        foreach (var user in acknowledged)
            Assert.NotEmpty(await people.EventsAsync(user));
        List<string> calls = [.. steady.Calls(), .. mortal.Calls()];
        Assert.Equal(calls.Distinct().Count(), calls.Count);
        Assert.InRange(calls.Count, Kills, acknowledged.Count * 2);
        Assert.Null(await UnfinishedAsync(people, acknowledged));
        Assert.Empty((await services.GetRequiredService<AuditReader>().ReadAsync()).Violations);
    }

    // What a kill left pending is taken up by a scan a minute later.
    private async Task WaitUntilAllAreWonAsync(Task posting, List<string> acknowledged, FaultProxy proxy)
    {
        await posting;
        using var services = Services();
        for (var look = 0; look < 1_200 && (TooFew(proxy) || await UnfinishedAsync(services.GetRequiredService<IPeople>(), acknowledged) is not null); look++)
            await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static bool TooFew(FaultProxy proxy) => Kinds.Any(kind => proxy.Faults.GetValueOrDefault(kind) < EachAtLeast);

    private static async Task<string?> UnfinishedAsync(IPeople people, IEnumerable<string> users)
    {
        foreach (var user in users)
        {
            var row = (await people.FindAsync(user))!;
            if (row.Open is not [{ Status: EnrolmentStatus.Completed }])
                return $"{user}: {string.Join(", ", row.Open.Select(open => $"{open.Status} at touch {open.Touch}"))}";
        }

        return null;
    }

    private static async Task PostAsync(Uri address, string key, string name, List<string> acknowledged)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("x-winback-key", key);
        var lapsed = TimeProvider.System.GetUtcNow().AddDays(-31);
        for (var number = 0; number < UsersPerLife; number++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            var body = $$$$"""
                {"id":"1","userId":"{{{{user}}}}","type":"purchase","at":"{{{{lapsed:O}}}}","value":20,
                 "profile":{"email":"{{{{user}}}}@example.com","consent":{"email":{"given":true,"source":"form"} } } }
                """;
            try
            {
                using var answer = await http.PostAsync("api/events", new StringContent(body.ReplaceLineEndings(""), Encoding.UTF8));
                if (answer.StatusCode != HttpStatusCode.Accepted)
                    continue;
                lock (acknowledged)
                    acknowledged.Add(user);
            }
            catch (HttpRequestException)
            {
                return;   // killed
            }
        }
    }

    /// <summary>The stores of the shared account, past the proxy.</summary>
    private ServiceProvider Services() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<ITables>(AzureTables.Connect(
            new() { Connection = azurite.Process.Connection, TablePrefix = "shared" }, () => throw new InvalidOperationException("The emulator takes the account key.")))
        .AddSingleton(StorageLayout.OneMachine)
        .AddWinBack(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Events:Sources:0:Name"] = "test",
            ["Events:Sources:0:Key"] = "key-of-the-test-itself",
            ["Users:AddressHashKey"] = "hash key that the hosts have in common",
        }).Build())
        .BuildServiceProvider();
}
