using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Reporting;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.Storage.Telemetry;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The audit as a deployment runs it, with providers and no outbox: by schedule or on demand, through the orchestration, to what the alert goes by.</summary>
public sealed class AuditFlowTests
{
    private static readonly string Campaign = FlowCampaign.With("quietHours: {from: \"21:00\", to: \"08:00\", spread: PT1H}\ncaps: [{max: 2, per: P2D}]");

    [Fact]
    public async Task AuditNow_NothingBroken_SaysSoAndMeasuresAZeroForEveryPromise()
    {
        using var measured = new Measured();
        await using var app = await OpenAsync(WithProviders, Campaign);
        await app.BuysReachableAsync("anna");
        Assert.Equal(JsonValueKind.Null, (await LastAsync(app)).GetProperty("last").ValueKind);
        await app.UntilAsync(38);

        Assert.True(await StartAsync(app));
        await app.UntilAsync(38, 0.1);
        var last = await LastAsync(app);
        Assert.False(last.GetProperty("isRunning").GetBoolean());
        var report = last.GetProperty("last").GetProperty("report");
        Assert.Equal((1, 2), (report.GetProperty("users").GetInt32(), report.GetProperty("departures").GetInt32()));
        Assert.All(Enum.GetNames<Promise>(), promise => Assert.Equal(0, measured.Broken[promise]));
        Assert.True(await StartAsync(app));   // the id is free again
    }

    [Fact]
    public async Task AuditNow_AViolationOfEachPromise_IsMeasuredByPromiseAndNamed()
    {
        using var measured = new Measured();
        await using var app = await OpenAsync(WithProviders, Campaign, FlowCampaign.With(id: "held", holdout: "100%"));
        foreach (var user in new[] { "returned", "twice", "held-out", "capped", "night", "silent", "unfiled" })
            await app.BuysReachableAsync(user);
        await app.UntilAsync(31);
        await app.BuysAsync("returned", 31);
        await app.UntilAsync(32);
        await PlantAsync(app);

        await StartAsync(app);
        await app.UntilAsync(32, 0.1);

        Assert.All(Enum.GetNames<Promise>(), promise => Assert.True(measured.Broken[promise] > 0, promise));
        var report = (await LastAsync(app)).GetProperty("last").GetProperty("report");
        Assert.Equal(
            [(1, "returned"), (2, "twice"), (3, "held-out"), (4, "capped"), (5, "night"), (6, "silent"), (7, "unfiled")],
            report.GetProperty("violations").EnumerateArray()
                .Select(broken => (broken.GetProperty("promise").GetInt32(), broken.GetProperty("userId").GetString()!)).Distinct().Order());
        Assert.True(report.GetProperty("brokenByCampaign").GetProperty("again").GetInt32() >= 5);
        Assert.DoesNotContain("@example.com", report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditTimer_EveryNight_RunsAndHealthShowsWhen()
    {
        await using var app = await OpenWithSettingsAsync(new() { [$"AzureWebJobs.{nameof(AuditTimer)}.Disabled"] = "false" }, WithProviders, Campaign);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(0, 14);
        Assert.Null((await HealthAsync(app)).GetProperty("lastAudit").GetString());
        await app.UntilAsync(1);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 40, 0, TimeSpan.Zero), (await HealthAsync(app)).GetProperty("lastAudit").GetDateTimeOffset());
    }

    [Fact]
    public async Task LastAudit_AndAuditNow_AreForGetAndPostAlone()
    {
        await using var app = await OpenAsync(WithProviders, Campaign);
        using var answer = await app.Http.PostAsync("api/admin/audit", null);
        Assert.Equal((HttpStatusCode.Accepted, "/api/admin/audit"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        using var put = await app.Http.PutAsync("api/admin/audit", null);
        Assert.False(put.IsSuccessStatusCode);
    }

    // One for each promise, each at another person.
    private static async Task PlantAsync(ARunningApp app)
    {
        var now = Day(32);
        await WriteAsync(app, "returned", Row(now, "second"));
        var first = (await app.People.LedgerAsync("twice")).Single(row => row.Campaign == "again" && row.Touch == "first");
        await WriteAsync(app, "twice", first with { SendingAt = first.SendingAt!.Value.AddHours(2) });
        await WriteAsync(app, "held-out", Row(now, "second") with { Campaign = "held" });
        foreach (var minute in new[] { 0, 1, 2 })
            await WriteAsync(app, "capped", Row(now.AddMinutes(minute - 30), $"more-{minute}"));
        await WriteAsync(app, "night", Row(Day(30).Date.AddHours(22), "second"));
        await WriteAsync(app, "silent", (await app.People.LedgerAsync("silent")).First(row => row.Touch == "first") with { Findings = [] });
        var user = (await app.People.FindAsync("unfiled"))!;
        var open = user.Open[0];
        var close = new DueFiling(DueKind.Close, open.WindowEnds, user.Id, open.Campaign, open.Episode, null);
        await Table(app, DueKeys.Table).BatchAsync(
            DueKeys.Partition(close.At, KeyText.Shard(user.Id, StorageLayout.OneMachine.PeopleShards)), [new RowChange.Delete(DueKeys.Row(close))]);
    }

    private static LedgerEntry Row(DateTimeOffset at, string touch) => new()
    {
        Campaign = "again",
        Episode = 1,
        Touch = touch,
        Channel = Channel.Email,
        State = AttemptState.Accepted,
        At = at,
        SendingAt = at,
        Findings = [new("sequence", Passed: true, "planted")],
    };

    private static async Task WriteAsync(ARunningApp app, string user, LedgerEntry entry) => await Table(app, PeopleKeys.Table).BatchAsync(
        PeopleKeys.Partition(user, StorageLayout.OneMachine.PeopleShards),
        [new RowChange.Upsert(PeopleKeys.Ledger(user, entry), JsonSerializer.SerializeToUtf8Bytes(entry, Stored))]);

    // As rows are stored.
    private static readonly JsonSerializerOptions Stored = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private static ITable Table(ARunningApp app, string name) => app.Services.GetRequiredService<ITables>().Open(name);

    private static void WithProviders(IServiceCollection services)
    {
        services.RemoveAll<IChannel>();
        foreach (var channel in Enum.GetValues<Channel>())
            services.AddSingleton<IChannel>(new ProviderChannel(channel, new()));
    }

    private static async Task<bool> StartAsync(ARunningApp app)
    {
        using var answer = await app.Http.PostAsync("api/admin/audit", null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("started").GetBoolean();
    }

    private static async Task<JsonElement> LastAsync(ARunningApp app) => JsonDocument.Parse(await app.Http.GetStringAsync("api/admin/audit")).RootElement;

    private static async Task<JsonElement> HealthAsync(ARunningApp app)
    {
        using var answer = await app.Http.GetAsync("api/health");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>The highest measure of each promise, on whatever thread it was taken: tests beside this one measure zeros.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Measured()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Measures.Meter && instrument.Name == "winback.promises.broken")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Broken.AddOrUpdate((string)tags[0].Value!, value, (_, most) => Math.Max(most, value)));
            _listener.Start();
        }

        public ConcurrentDictionary<string, long> Broken { get; } = new();

        public void Dispose() => _listener.Dispose();
    }
}
