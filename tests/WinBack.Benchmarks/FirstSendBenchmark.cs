using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Events;
using WinBack.Local.App;
using WinBack.Local.Sqlite;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Benchmarks;

/// <summary>CPU per user from the due check to the first message in the outbox, through the functions and the durable engine of the local host.</summary>
internal static class FirstSendBenchmark
{
    private const double Allowed = 1.3;

    private const string Campaign = """
        id: replenish
        name: Replenish
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: 0
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello {{name}}", body: "Hello {{fallback name \"there\"}}, your last order is saved.", link: "https://shop.example/again" }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var users = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
        var folder = Directory.CreateTempSubdirectory("winback-first-send-");
        double each;
        await using (var app = LocalApp.Open(new() { Data = new(folder.FullName), Clock = new(BenchWorld.Start), Durability = Durability.Relaxed, Seed = 1, Port = 0, LiveSequences = users }))
        {
            await app.Services.GetRequiredService<ICampaignPublisher>().PublishAsync("bench.yaml", Campaign, "bench");
            var host = app.OnVirtualClock();
            await MeasureAsync(app, host, 1_000, "warm-up");   // the code is compiled as it is first used
            each = await MeasureAsync(app, host, users, "measured");
        }

        folder.Delete(recursive: true);
        return each < Allowed ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(LocalApp app, Local.Hosting.VirtualHost host, int users, string name)
    {
        var start = host.Now;
        for (var from = 0; from < users; from += 1_000)
        {
            await app.Services.GetRequiredService<EventIngest>().ApplyAsync(
                [.. Enumerable.Range(from, 1_000).Select((i, position) => new PlacedEvent(position, BenchWorld.Purchase($"{name}-{i}", "1", start, withProfile: true)))],
                app.Sequences,
                CancellationToken.None);
        }

        await host.AdvanceToAsync(start.AddDays(30).AddMinutes(-1));
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await host.AdvanceToAsync(start.AddDays(30).AddHours(1));
        process.Refresh();
        var each = (process.TotalProcessorTime - before).TotalMilliseconds / users;
        var day = DateOnly.FromDateTime(host.Now.UtcDateTime);
        var sent = 0;
        await foreach (var _ in app.Services.GetRequiredService<Outbox>().ReadAsync(day, day))
            sent++;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {sent:N0} of {users:N0} users got their first message; {each:F3} ms of CPU each (allowed: {Allowed})"));
        return sent == users ? each : double.PositiveInfinity;
    }
}
