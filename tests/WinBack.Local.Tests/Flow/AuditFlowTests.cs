using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
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
    private const string Rules = "quietHours: {from: \"21:00\", to: \"08:00\", spread: PT1H}\ncaps: [{max: 2, per: P2D}]";
    private static readonly string Campaign = FlowCampaign.With(Rules);

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
        await using var app = await OpenAsync(WithProviders, FlowCampaign.With(Rules, holdout: "50%"));
        string[] users = [.. People(heldOut: false).Take(6), People(heldOut: true).First()];
        foreach (var user in users)
            await app.BuysReachableAsync(user);
        await app.UntilAsync(31);
        await app.BuysAsync(users[0], 31);
        await app.UntilAsync(32);
        await PlantAsync(app, users);

        await StartAsync(app);
        await app.UntilAsync(32, 0.1);

        Assert.All(Enum.GetNames<Promise>(), promise => Assert.True(measured.Broken[promise] > 0, promise));
        var report = (await LastAsync(app)).GetProperty("last").GetProperty("report");
        Assert.Equal(
            [(1, users[0]), (2, users[1]), (3, users[6]), (4, users[2]), (5, users[3]), (6, users[4]), (7, users[5])],
            report.GetProperty("violations").EnumerateArray()
                .Select(broken => (broken.GetProperty("promise").GetInt32(), broken.GetProperty("userId").GetString()!)).Distinct().Order());
        Assert.Equal(9, report.GetProperty("brokenByCampaign").GetProperty("again").GetInt32());   // the caps by two messages, the reasons by a message and its row
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

    // One for each promise, each at another person; who returned is the first.
    private static async Task PlantAsync(ARunningApp app, string[] users)
    {
        await WriteAsync(app, users[0], Row(Day(32), "second"));
        var first = (await app.People.LedgerAsync(users[1])).Single();
        await WriteAsync(app, users[1], first with { SendingAt = first.SendingAt!.Value.AddHours(2) });
        foreach (var minute in new[] { 30, 31, 32 })
            await WriteAsync(app, users[2], Row(Day(32).AddMinutes(-minute), $"more-{minute}"));
        await WriteAsync(app, users[3], Row(Day(30, 13), "second"));   // 22:00
        await WriteAsync(app, users[4], (await app.People.LedgerAsync(users[4])).Single() with { Findings = [] });
        var open = (await app.People.FindAsync(users[5]))!.Open[0];
        var close = new DueFiling(DueKind.Close, open.WindowEnds, users[5], open.Campaign, open.Episode, null);
        await Table(app, DueKeys.Table).BatchAsync(
            DueKeys.Partition(close.At, KeyText.Shard(users[5], StorageLayout.OneMachine.PeopleShards)), [new RowChange.Delete(DueKeys.Row(close))]);
        await WriteAsync(app, users[6], Row(Day(32), "second"));
    }

    private static IEnumerable<string> People(bool heldOut) =>
        Enumerable.Range(1, 100).Select(number => $"user-{number}").Where(id => ArmAssignment.IsHeldOut("again", id, 0.5) == heldOut);

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
