using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Queues;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Crash;

/// <summary>Posted events are applied at once.</summary>
public sealed class KilledAtRandomTests() : KilledAtRandom(byQueue: false);

/// <summary>Posted events go by way of the queue. A class of its own, so that the two wait for the real clock side by side.</summary>
public sealed class KilledAtRandomByQueueTests() : KilledAtRandom(byQueue: true);

/// <summary>The host on the real clock under a stream of events, killed with signal 9 at moments nobody chose and started again.</summary>
public abstract class KilledAtRandom(bool byQueue)
{
    // A message that is under way at every one of them must not be set aside for that; on a slow machine there is one.
    private const int Kills = LocalQueues.MaxDeliveries - 1;
    private const int UsersPerLife = 25;

    [UnixFact]
    public async Task Kill_AtRandomMoments_LosesNothingAcknowledgedAndSendsNothingTwice()
    {
        using var process = new CrashProcess();
        var acknowledged = new List<string>();
        for (var life = 0; life <= Kills; life++)
        {
            var (host, address, key) = await process.ServeAsync(byQueue);
            using (host)
            {
                var posting = PostAsync(address, key, life, acknowledged);
                if (life == Kills)
                    await WaitUntilAllAreWonAsync(process, posting, acknowledged);
                else
                    await Task.Delay(TimeSpan.FromMilliseconds(50 + (life * 137 % 1_900)));   // within the posting, or within the sequences it starts
                host.Kill();
                await host.WaitForExitAsync();
                await posting;
            }
        }

        await using var app = ReadOnlyApp.Open(new(process.Data));
        var people = app.Services.GetRequiredService<IPeople>();
        Assert.NotEmpty(acknowledged);
        foreach (var user in acknowledged)
            Assert.NotEmpty(await people.EventsAsync(user));
        var calls = process.Calls();
        Assert.Equal(calls.Distinct().Count(), calls.Count);
        Assert.InRange(calls.Count, Kills, acknowledged.Count * 2);
        Assert.Null(await UnfinishedAsync(people, acknowledged));
        Assert.Empty((await app.Services.GetRequiredService<AuditReader>().ReadAsync()).Violations);
    }

    // What a kill left pending is taken up by a scan a minute later.
    private static async Task WaitUntilAllAreWonAsync(CrashProcess process, Task posting, List<string> acknowledged)
    {
        await posting;
        for (var look = 0; look < 1_200; look++)
        {
            await using (var app = ReadOnlyApp.Open(new(process.Data)))
            {
                if (await UnfinishedAsync(app.Services.GetRequiredService<IPeople>(), acknowledged) is null)
                    return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<string?> UnfinishedAsync(IPeople people, IEnumerable<string> users)
    {
        foreach (var user in users)
        {
            if (await people.FindAsync(user) is not { } row)
                return $"{user}: not applied yet";
            if (row.Open is not [{ Status: EnrolmentStatus.Completed }])
                return $"{user}: {string.Join(", ", row.Open.Select(open => $"{open.Status} at touch {open.Touch}"))}";
        }

        return null;
    }

    private static async Task PostAsync(Uri address, string key, int life, List<string> acknowledged)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("x-winback-key", key);
        var lapsed = TimeProvider.System.GetUtcNow().AddDays(-31);
        for (var number = 0; number < UsersPerLife; number++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"user-{life}-{number}");
            var body = $$$$"""
                {"id":"1","userId":"{{{{user}}}}","type":"purchase","at":"{{{{lapsed:O}}}}","value":20,
                 "profile":{"email":"{{{{user}}}}@example.com","consent":{"email":{"given":true,"source":"form"} } } }
                """;
            try
            {
                using var answer = await http.PostAsync("api/events", new StringContent(body.ReplaceLineEndings(""), Encoding.UTF8));
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    acknowledged.Add(user);
            }
            catch (Exception killed) when (killed is HttpRequestException or SocketException)   // the latter when it dies as we connect
            {
                return;
            }
        }
    }
}
