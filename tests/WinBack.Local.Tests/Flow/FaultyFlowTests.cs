using Microsoft.Extensions.DependencyInjection;
using WinBack.Azure.Tables;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;
using Xunit.Abstractions;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The whole flow on Table Storage, with a fault in every tenth request: it comes to the same end as without.</summary>
public sealed class FaultyFlowTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Users = 30;
    private const int EachAtLeast = 100;

    private static readonly Fault[] Kinds =
    [
        Fault.Delay, Fault.DropBefore, Fault.DropAfter, Fault.Duplicate, Fault.Busy, Fault.TimeoutAfter, Fault.Refused, Fault.EmptyPage, Fault.ShortPage,
    ];

    [SkippableFact]
    public async Task Flow_EveryFaultAHundredTimes_EndsAsWithout()
    {
        await using var proxy = await FaultProxy.StartAsync(azurite.Process.Port);
        proxy.Delay = TimeSpan.FromMilliseconds(5);
        var tables = AzureTables.Connect(
            new() { Connection = AzuriteProcess.ConnectionTo(proxy.Port), TablePrefix = "flow" },
            () => throw new InvalidOperationException("The emulator takes the account key."),
            new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(10) });
        await using var app = await OpenWithScansAsync("0 0 3,9,15,21 * * *", services => services.AddSingleton<ITables>(tables), FlowCampaign.Again);
        proxy.Choose = new FaultSchedule(seed: 1, share: 0.1, Kinds).Next;

        for (var user = 0; user < Users; user++)
            await app.BuysReachableAsync($"user-{user}");
        await app.UntilAsync(32);
        foreach (var user in Returning)
            await app.BuysAsync(user, 32);
        await app.UntilAsync(45);
        for (var more = 46; proxy.Faults.Count <= Kinds.Length || Kinds.Any(kind => proxy.Faults[kind] < EachAtLeast); more++)
            await app.UntilAsync(more);

        foreach (var kind in Kinds)
            output.WriteLine($"{kind,-14} {proxy.Faults[kind],6}");
        output.WriteLine($"requests       {proxy.Total,6}");
        proxy.Choose = null;
        foreach (var user in Enumerable.Range(0, Users).Select(number => $"user-{number}"))
        {
            var returned = Returning.Contains(user);
            Assert.Equal(
                returned ? ["day 30 09:00 again:first push"] : ["day 30 09:00 again:first push", "day 37 09:00 again:second email"], await app.SentAsync(user));
            Assert.Equal(returned ? "returned" : "completed", await app.EndOfSequenceAsync(user));
            Assert.Equal(returned ? new Outcome(Day(32), Day(32), 25) : new Outcome(null, null, 0), (await app.EnrolmentAsync(user)).Outcome);
        }

        await app.AssertKeptAsync();
    }

    private static IReadOnlyList<string> Returning { get; } = [.. Enumerable.Range(0, Users / 2).Select(number => $"user-{2 * number}")];
}
