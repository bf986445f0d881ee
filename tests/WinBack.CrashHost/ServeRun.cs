using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;

namespace WinBack.CrashHost;

/// <summary>The host on the real clock, until somebody kills it.</summary>
internal sealed class ServeRun(CrashOptions options, string ingest)
{
    public async Task RunAsync()
    {
        var data = new DataDirectory(Path.Combine(options.Folder, "data"));
        var killSwitch = new KillSwitch(Path.Combine(options.Folder, "clock-of-life"), TimeProvider.System.GetUtcNow);
        // All its lives together may last longer than a minute; nothing is to be held back for ten because an event waited through them.
        var settings = new Dictionary<string, string?>(AzuriteTables.Settings) { ["Ingest:Mode"] = ingest, ["Ingest:MaxIngestLag"] = "01:00:00" };
        await using var app = LocalApp.Open(
            new() { Data = data, Port = 0, Settings = settings },
            services => options.Replace(services, killSwitch));
        await app.Services.GetRequiredService<ICampaignPublisher>().PublishAsync("replenish.yaml", Campaign, "serve");
        var address = await app.Host.StartAsync();
        Console.WriteLine($"{address} {data.Secrets().EventKey}");
        await app.Host.Stopped;
    }

    // At once and within seconds, at any hour.
    private const string Campaign = """
        id: replenish
        name: Replenish
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        holdout: { share: 0.2, salt: replenish }
        touches:
          - id: first
            delay: PT0S
            channels: [email]
            email: { subject: "Hello", body: "Hello" }
          - id: second
            delay: PT2S
            channels: [email]
            email: { subject: "Hello again", body: "Hello again" }
        """;
}
