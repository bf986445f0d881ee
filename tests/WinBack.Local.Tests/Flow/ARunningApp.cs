using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Durable;
using WinBack.Local.Hosting;
using WinBack.Local.Sqlite;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>The whole app on the virtual clock, spoken to over HTTP. Scans run at every full hour.</summary>
internal sealed class ARunningApp : IAsyncDisposable
{
    /// <summary>A Monday morning; day 0 of every test.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The key of a source of low trust.</summary>
    public const string LowTrustKey = "public-key-of-the-mobile-app";

    private const string EveryHour = "0 0 * * * *";

    private readonly string _folder;
    private readonly LocalApp _app;
    private readonly VirtualHost _host;
    private readonly HttpClient _trusted;
    private readonly HttpClient _public;
    private int _events;

    private ARunningApp(string folder, LocalApp app, Uri address, string key)
    {
        (_folder, _app, _host) = (folder, app, app.OnVirtualClock());
        TrustedKey = key;
        _trusted = Client(address, key);
        _public = Client(address, LowTrustKey);
    }

    /// <summary>A client with the key of the trusted source.</summary>
    public HttpClient Http => _trusted;

    /// <summary>The key of the trusted source.</summary>
    public string TrustedKey { get; }

    public DurableEngine Engine => _app.Services.GetRequiredService<DurableEngine>();

    public DurableTaskClient Durable => _app.Services.GetRequiredService<DurableTaskClient>();

    public IPeople People => _app.Services.GetRequiredService<IPeople>();

    public IServiceProvider Services => _app.Services;

    /// <summary>Opens an app of its own.</summary>
    /// <param name="configure">Registers what takes the place of the defaults.</param>
    /// <param name="campaigns">Published before anything happens.</param>
    public static Task<ARunningApp> OpenAsync(Action<IServiceCollection>? configure = null, params string[] campaigns) =>
        OpenAsync("Direct", EveryHour, configure, campaigns);

    /// <summary>The same, where posted events go by way of a queue.</summary>
    public static Task<ARunningApp> OpenByQueueAsync(Action<IServiceCollection>? configure = null, params string[] campaigns) =>
        OpenAsync("ServiceBus", EveryHour, configure, campaigns);

    /// <summary>The same, where a scan every full hour is too often.</summary>
    public static Task<ARunningApp> OpenWithScansAsync(string scans, Action<IServiceCollection>? configure = null, params string[] campaigns) =>
        OpenAsync("Direct", scans, configure, campaigns);

    /// <summary>The same, with settings above the defaults.</summary>
    public static Task<ARunningApp> OpenWithSettingsAsync(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null, params string[] campaigns) =>
        OpenAsync("Direct", EveryHour, configure, campaigns, settings);

    private static async Task<ARunningApp> OpenAsync(
        string ingest, string scans, Action<IServiceCollection>? configure, string[] campaigns, Dictionary<string, string?>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("winback-flow-").FullName;
        var data = new DataDirectory(Path.Combine(folder, "data"));
        var app = LocalApp.Open(
            new()
            {
                Data = data,
                Clock = new VirtualClock(Start),
                Durability = Durability.Relaxed,
                Seed = 1,
                Port = 0,
                Settings = new Dictionary<string, string?>(settings ?? [])
                {
                    ["Lapse:ScanSchedule"] = scans,
                    ["Ingest:Mode"] = ingest,
                    ["Events:Sources:1:Name"] = "mobile-app",
                    ["Events:Sources:1:Key"] = LowTrustKey,
                    ["Events:Sources:1:Trust"] = "Low",
                },
            },
            configure);
        var running = new ARunningApp(folder, app, await app.Host.ListenAsync(), data.Secrets().EventKey);
        foreach (var campaign in campaigns)
            await running.PublishAsync(campaign);
        return running;
    }

    /// <summary>The instant so many days and hours after the start.</summary>
    public static DateTimeOffset Day(double day, double hour = 0) => Start.AddDays(day).AddHours(hour);

    public async Task PublishAsync(string campaign)
    {
        using var answer = await _trusted.PostAsync("api/admin/campaigns?file=test.yaml&by=test", new StringContent(campaign));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task SetStatusAsync(string campaign, string status)
    {
        using var answer = await _trusted.PostAsync($"api/admin/campaigns/{campaign}/status/{status}", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Lets time pass until a day; everything due runs on the way.</summary>
    public Task UntilAsync(double day, double hour = 0) => _host.AdvanceToAsync(Day(day, hour));

    /// <summary>A purchase of 20 EUR with an address and consent on push and e-mail; posted now, dated a day that may be past.</summary>
    public Task BuysReachableAsync(string user, double day = 0, string zone = "Etc/UTC") => PostAsync(
        $$$$"""
        "type":"purchase","value":20,"profile":{"timeZone":"{{{{zone}}}}","email":"{{{{user}}}}@example.com","push":[{"id":"phone","platform":"fcm","token":"token-{{{{user}}}}"}],
        "consent":{"email":{"given":true,"source":"form"},"push":{"given":true,"source":"app"}}}
        """, user, day);

    /// <summary>A purchase, and nothing else.</summary>
    public Task BuysAsync(string user, double day, double value = 25) =>
        PostAsync(string.Create(CultureInfo.InvariantCulture, $"\"type\":\"purchase\",\"value\":{value}"), user, day);

    /// <summary>Consent given or withdrawn on every channel, as the team's server says it.</summary>
    public Task SaysAsync(string user, bool given, double day) => PostAsync(Consent(given), user, day);

    /// <summary>The same, as a program with the public key says it.</summary>
    /// <returns>What the host refused.</returns>
    public Task<int> SaysPubliclyAsync(string user, bool given, double day) => PostAsync(Consent(given), user, day, _public);

    /// <summary>Messages in the order they left: <c>day 30 09:00 again:first push</c>.</summary>
    public async Task<List<string>> SentAsync(string user) =>
        [.. (await OutboxAsync(user)).Select(entry => $"{Text(entry.At)} {entry.Message.Campaign}:{entry.Message.Touch} {AttemptKey.Name(entry.Message.Channel)}")];

    public async Task<List<OutboxEntry>> OutboxAsync(string user)
    {
        List<OutboxEntry> entries = [];
        await foreach (var entry in Services.GetRequiredService<Outbox>().ReadAsync(DateOnly.FromDateTime(Start.UtcDateTime), DateOnly.FromDateTime(_host.Now.UtcDateTime)))
            entries.Add(entry);
        return [.. entries.Where(entry => entry.Message.UserId == user)];
    }

    /// <summary>What became of each touch, in the order of key: <c>first push Accepted</c>.</summary>
    public async Task<List<string>> LedgerAsync(string user, int episode = 1) =>
        [.. (await People.LedgerAsync(user)).Where(row => row.Episode == episode)
            .Select(row => $"{row.Touch} {(row.Channel is { } channel ? AttemptKey.Name(channel) + " " : "")}{row.State}")];

    /// <summary>What the sequence returned; null while it runs or when there is none.</summary>
    public async Task<string?> EndOfSequenceAsync(string user, int episode = 1, string campaign = "again")
    {
        var id = OpenEnrolment.InstanceId(campaign, episode, (await People.FindAsync(user))!.PersonKey);
        return (await Durable.GetInstanceAsync(id, getInputsAndOutputs: true))?.ReadOutputAs<string>();
    }

    public async Task<Enrolment> EnrolmentAsync(string user, int episode = 1) =>
        (await People.EnrolmentsAsync(user)).Single(each => each.Episode == episode);

    /// <summary>Every promise holds, as derived from events, suppressions and what left.</summary>
    public async Task AssertKeptAsync() => Assert.Empty((await Services.GetRequiredService<AuditReader>().ReadAsync()).Violations);

    /// <summary>Posts one event and runs what it woke, without time passing.</summary>
    /// <returns>How many items the host refused.</returns>
    public async Task<int> PostAsync(string fields, string user, double day, HttpClient? source = null)
    {
        var body = $"[{{\"id\":\"event-{++_events}\",\"userId\":\"{user}\",\"at\":\"{Day(day):O}\",{fields}}}]";
        using var answer = await (source ?? _trusted).PostAsync("api/events", new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var refused = said.RootElement.GetProperty("refused").GetInt32();
        Assert.True(refused == 0 || source is not null, said.RootElement.ToString());
        await _host.SettleAsync();
        return refused;
    }

    public async ValueTask DisposeAsync()
    {
        _trusted.Dispose();
        _public.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Consent(bool given)
    {
        var said = given ? "true" : "false";
        return $$$$"""
            "profile":{"consent":{"email":{"given":{{{{said}}}},"source":"page"},"push":{"given":{{{{said}}}},"source":"page"}}}
            """;
    }

    private static string Text(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"day {(at.Date - Start.Date).Days} {at:HH:mm}");

    private static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add(WinBack.Functions.Events.SourceKeys.Header, key);
        return client;
    }
}
