using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Queues;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>What is promised, where posted events wait in a queue before they are applied.</summary>
public sealed class QueueModeTests
{
    [Fact]
    public async Task Flow_LapseMessageAndReturn_IsAsWithoutAQueue()
    {
        await using var app = await OpenByQueueAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(32);
        await app.BuysAsync("anna", 32, 25);

        Assert.Equal("returned", await app.EndOfSequenceAsync("anna"));   // no time has passed
        await app.UntilAsync(45);
        Assert.Equal(["day 30 09:00 again:first push"], await app.SentAsync("anna"));
        Assert.Equal((EnrolmentStatus.Returned, new Outcome(Day(32), Day(32), 25)), await app.EnrolmentAsync("anna") is var it ? (it.Status, it.Outcome) : default);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Post_AStopAmongOthers_IsInForceWhenItIsAnsweredAndTheOthersWait()
    {
        await using var app = await OpenByQueueAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(1);

        var said = await PostAsync(app, $$$"""
            [{"id":"s1","userId":"anna","at":"{{{Day(1):O}}}","profile":{"consent":{"push":{"given":false,"source":"page"} } } },
             {"id":"b1","userId":"bert","type":"purchase","at":"{{{Day(1):O}}}"},
             {"id":"b2","userId":"bert"}]
            """);

        Assert.Equal((1, 1, 1), (said.GetProperty("applied").GetInt32(), said.GetProperty("queued").GetInt32(), said.GetProperty("refused").GetInt32()));
        Assert.Equal(["applied", "queued", "refused"], said.GetProperty("results").EnumerateArray().Select(item => item.GetProperty("status").GetString()));
        Assert.False((await app.People.FindAsync("anna"))!.Profile.Consents[Channel.Push].Given);
        Assert.Null(await app.People.FindAsync("bert"));

        await app.UntilAsync(1);   // what is runnable runs; no time passes
        Assert.NotNull(await app.People.FindAsync("bert"));
    }

    [Fact]
    public async Task Send_WhileEventsAreBehind_IsHeldAndExplainedAndGoesOutAfterwards()
    {
        var lag = new AnIngestLag { Oldest = Day(29) };
        await using var app = await OpenByQueueAsync(services => services.AddSingleton<IIngestLag>(lag), FlowCampaign.Again);
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(30, 1);
        Assert.Empty(await app.SentAsync("anna"));
        var held = Assert.Single(await app.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Held, "ingest", false), (held.State, held.Findings[^1].Rule, held.Findings[^1].Passed));

        lag.Oldest = null;
        await app.UntilAsync(31);
        Assert.Equal(["day 30 10:10 again:first push"], await app.SentAsync("anna"));   // after 10, 20 and 40 minutes
        await app.UntilAsync(45);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Apply_CrashBeforeTheMessageIsCompleted_ComesAgainAndNothingIsDoubled()
    {
        var data = new DataDirectory(Path.Combine(Directory.CreateTempSubdirectory("winback-crash-").FullName, "data"));
        await using (var first = LocalApp.Open(Options(data)))
        {
            var intake = first.Services.GetRequiredService<EventIntake>();
            await intake.TakeAsync([new(0, Given.Purchase(Start, "e1")), new(1, Given.Purchase(Start, "e2"))], first.Sequences, default);
            var message = Assert.Single(first.Services.GetRequiredService<LocalQueues>().Receive("events", 10));
            var events = Core.Events.EventMessage.Read(message.Body.ToMemory()).Items;
            await first.Services.GetRequiredService<EventIngest>().ApplyAsync(events, first.Sequences, default);
            await first.FlushAsync();
        }

        await using var second = LocalApp.Open(Options(data));
        await second.OnVirtualClock().SettleAsync();

        var user = (await second.Services.GetRequiredService<IPeople>().FindAsync("anna"))!;
        Assert.Equal((2, 40m), (user.Activity.ByType["purchase"].Count, user.Activity.ByType["purchase"].Value));
        var queues = second.Services.GetRequiredService<LocalQueues>();
        Assert.Null(await queues.OldestAsync(default));
        Assert.Empty(queues.DeadLetters("events"));
    }

    [Fact]
    public async Task Apply_RefusedByALimit_IsSetAsideAndReplayedOnRequest()
    {
        await using var app = await OpenByQueueAsync(null, FlowCampaign.Again);
        var queues = app.Services.GetRequiredService<LocalQueues>();
        await PostAsync(app, "[" + string.Join(',', Enumerable.Range(0, 33).Select(i => $$"""{"id":"e{{i}}","userId":"anna","type":"t{{i}}","at":"{{Day(0):O}}"}""")) + "]");
        await app.UntilAsync(0);
        Assert.Equal("refused", Assert.Single(queues.DeadLetters("events")).Reason);

        using var answer = await app.Http.PostAsync("api/admin/replay-dead-letters?max=5", null);
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(("events", 1, false), (said.GetProperty("queue").GetString(), said.GetProperty("replayed").GetInt32(), said.GetProperty("mayHaveMore").GetBoolean()));
        await app.UntilAsync(0);
        Assert.Single(queues.DeadLetters("events"));   // the limit still stands
        Assert.Equal(32, (await app.People.FindAsync("anna"))!.Activity.ByType.Count);
    }

    [Theory]
    [InlineData("queue=other", HttpStatusCode.BadRequest)]
    [InlineData("max=0", HttpStatusCode.BadRequest)]
    [InlineData("max=1001", HttpStatusCode.BadRequest)]
    [InlineData("queue=feedback", HttpStatusCode.OK)]
    public async Task Replay_AskedFor_IsBounded(string query, HttpStatusCode status)
    {
        await using var app = await OpenByQueueAsync();
        using var answer = await app.Http.PostAsync("api/admin/replay-dead-letters?" + query, null);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Replay_WithoutAQueue_SaysSo()
    {
        await using var app = await OpenAsync();
        using var answer = await app.Http.PostAsync("api/admin/replay-dead-letters", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static LocalAppOptions Options(DataDirectory data) => new()
    {
        Data = data,
        Clock = new VirtualClock(Start),
        Seed = 1,
        Port = 0,
        Settings = new Dictionary<string, string?> { ["Ingest:Mode"] = "ServiceBus" },
    };

    private static async Task<JsonElement> PostAsync(ARunningApp app, string body)
    {
        using var answer = await app.Http.PostAsync("api/events", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
