using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinBack.Core.Users;
using WinBack.Functions.Events;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Sqlite;
using WinBack.Local.Tests.Flow;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Local.Tests.Hostile;

/// <summary>
/// The local host with people in its store who were written to, and whose data nobody may see. Two of them, opened one after the other, hold the
/// same rows.
/// </summary>
internal sealed class AHostileHost : IAsyncDisposable
{
    public const string LowKey = "public-key-of-the-mobile-app";

    private const string FunctionKey = "key-of-the-team-for-admin-functions";
    private const int LastDay = 38;

    private static readonly string[] Victims = ["victim-kowalska", "victim-oyelaran", "victim-takahashi"];

    private readonly string _folder;
    private readonly LocalApp _app;
    private readonly DataDirectory _data;

    private AHostileHost(string folder, LocalApp app, DataDirectory data, Uri address, LogCatcher log)
    {
        (_folder, _app, _data, Log) = (folder, app, data, log);
        FullKey = data.Secrets().EventKey;
        EndPoint = new(IPAddress.Loopback, address.Port);
        Http = new() { BaseAddress = address };
        Http.DefaultRequestHeaders.Add(SourceKeys.Header, FullKey);
        Http.DefaultRequestHeaders.Add("x-functions-key", FunctionKey);
    }

    public string FullKey { get; }

    public IPEndPoint EndPoint { get; }

    /// <summary>The team's own client, with every key.</summary>
    public HttpClient Http { get; }

    public LogCatcher Log { get; }

    public Tokens Tokens { get; private set; } = null!;

    /// <summary>What no answer and no log may hold.</summary>
    public IReadOnlyList<string> Secrets { get; private set; } = [];

    public static async Task<AHostileHost> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("winback-hostile-").FullName;
        var data = new DataDirectory(Path.Combine(folder, "data"));
        var log = new LogCatcher();
        var app = LocalApp.Open(
            new()
            {
                Data = data,
                Clock = new VirtualClock(ARunningApp.Start),
                Durability = Durability.Relaxed,
                Seed = 1,
                Port = 0,
                Settings = new Dictionary<string, string?>
                {
                    ["Lapse:ScanSchedule"] = "0 0 * * * *",
                    ["Local:FunctionKey"] = FunctionKey,
                    ["Events:Sources:1:Name"] = "mobile-app",
                    ["Events:Sources:1:Key"] = LowKey,
                    ["Events:Sources:1:Trust"] = "Low",
                },
            },
            services => services.AddSingleton<ILoggerProvider>(log));
        var host = new AHostileHost(folder, app, data, await app.Host.ListenAsync(), log);
        await host.PlantAsync();
        return host;
    }

    public static string Victim(Dice dice) => dice.Pick<string>(Victims);

    /// <summary>Every row of every table, with what it holds and its version.</summary>
    public async Task<Dictionary<string, string>> RowsAsync()
    {
        await _app.FlushAsync();
        return StoredRows.Of(_data.Tables);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PlantAsync()
    {
        using (var published = await Http.PostAsync("api/admin/campaigns?file=test.yaml&by=test", new StringContent(FlowCampaign.Again)))
            published.EnsureSuccessStatusCode();
        List<string> secrets = [.. Victims];
        foreach (var victim in Victims)
        {
            var name = victim["victim-".Length..];
            var phone = "+4915112345" + (700 + Array.IndexOf(Victims, victim));
            secrets.AddRange([$"{name}@private.example", phone, $"Name of {name}", $"marker-{name}", $"device-{name}"]);
            using var posted = await Http.PostAsync("api/events", new StringContent($$$$"""
                {"id":"purchase-1","userId":"{{{{victim}}}}","type":"purchase","value":20,"at":"{{{{ARunningApp.Start:O}}}}",
                "profile":{"email":"{{{{name}}}}@private.example","phone":"{{{{phone}}}}","name":"Name of {{{{name}}}}","attributes":{"note":"marker-{{{{name}}}}"},"timeZone":"Etc/UTC",
                "push":[{"id":"phone","platform":"fcm","token":"device-{{{{name}}}}"}],
                "consent":{"email":{"given":true,"source":"form"},"push":{"given":true,"source":"app"}} } }
                """, Encoding.UTF8, "application/json"));
            posted.EnsureSuccessStatusCode();
        }

        await _app.OnVirtualClock().AdvanceToAsync(ARunningApp.Day(LastDay));
        foreach (var victim in Victims)
            secrets.Add((await _app.Services.GetRequiredService<IPeople>().FindAsync(victim))!.PersonKey);
        Secrets = secrets;
        Tokens = await TokensAsync();
    }

    private async Task<Tokens> TokensAsync()
    {
        List<string> clicks = [], optOuts = [];
        var days = (From: DateOnly.FromDateTime(ARunningApp.Start.UtcDateTime), To: DateOnly.FromDateTime(ARunningApp.Day(LastDay).UtcDateTime));
        await foreach (var entry in _app.Services.GetRequiredService<Outbox>().ReadAsync(days.From, days.To))
        {
            if (entry.Message.Channel != Channel.Email)
                continue;
            optOuts.Add(After(entry.Message.UnsubscribeUrl!, "/u/"));
            clicks.Add(After(entry.Message.Content.Text.Split('\n').Single(line => line.Contains("/l/", StringComparison.Ordinal)).Trim(), "/l/"));
        }

        return new(clicks, optOuts);
    }

    private static string After(string url, string mark) => url[(url.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
}
