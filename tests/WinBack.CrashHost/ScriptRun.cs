using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Hosting;
using WinBack.Storage.Campaigns;

namespace WinBack.CrashHost;

/// <summary>Goes through the script on the virtual clock, from the step after the last one that was acknowledged in an earlier life.</summary>
internal sealed class ScriptRun(CrashOptions options)
{
    private readonly string _doneFile = Path.Combine(options.Folder, "done");
    private readonly string _clockFile = Path.Combine(options.Folder, "clock-of-script");

    /// <summary>Runs to the end of the script, unless the options end the process before.</summary>
    public async Task RunAsync()
    {
        var clock = new VirtualClock(File.Exists(_clockFile) ? DateTimeOffset.Parse(await File.ReadAllTextAsync(_clockFile), CultureInfo.InvariantCulture) : Script.Start);
        var killSwitch = new KillSwitch(_clockFile, clock.GetUtcNow);
        var data = new DataDirectory(Path.Combine(options.Folder, "data"));
        await using var app = LocalApp.Open(
            new() { Data = data, Clock = clock, Seed = 1, Port = 0, Settings = new Dictionary<string, string?> { ["Lapse:ScanSchedule"] = "0 0 9 * * *" } },
            services => options.Replace(services, killSwitch));
        using var http = new HttpClient { BaseAddress = await app.Host.ListenAsync() };
        http.DefaultRequestHeaders.Add("x-winback-key", data.Secrets().EventKey);
        await app.Services.GetRequiredService<ICampaignPublisher>().PublishAsync("replenish.yaml", Script.Campaign, "script");

        // A timer that a kill kept from firing is made up for, as the Functions host does; by then what a crash left pending counts as left.
        if (File.Exists(_clockFile))
        {
            await app.OnVirtualClock().AdvanceToAsync(clock.GetUtcNow() + TimeSpan.FromSeconds(61));
            using var scan = await http.PostAsync("api/admin/scan", null);
            scan.EnsureSuccessStatusCode();
            await app.OnVirtualClock().SettleAsync();
        }

        for (var step = File.Exists(_doneFile) ? int.Parse(await File.ReadAllTextAsync(_doneFile), CultureInfo.InvariantCulture) : 0; step < Script.Steps.Count; step++)
        {
            await RunAsync(Script.Steps[step], app.OnVirtualClock(), http);
            killSwitch.KeepClock();
            data.VirtualNow = clock.GetUtcNow();
            await File.WriteAllTextAsync(_doneFile, (step + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task RunAsync(Step step, VirtualHost host, HttpClient http)
    {
        switch (step)
        {
            case Step.Advance advance:
                if (advance.To > host.Now)
                    await host.AdvanceToAsync(advance.To);
                break;
            case Step.Post post:
                using (var answer = await http.PostAsync("api/events", new StringContent($"[{string.Join(',', post.Events)}]")))
                {
                    var text = await answer.Content.ReadAsStringAsync();
                    if (!answer.IsSuccessStatusCode || !text.Contains("\"refused\":0", StringComparison.Ordinal))
                        throw new InvalidOperationException($"The host answered {answer.StatusCode}: {text}");
                }

                await host.SettleAsync();
                break;
        }
    }
}
