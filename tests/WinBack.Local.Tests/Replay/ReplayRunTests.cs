using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Replay;
using WinBack.Local.Tests.Import;
using WinBack.Local.Tests.Tables;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Replay;

public sealed class ReplayRunTests : IDisposable
{
    private const string Campaign = """
        id: again
        name: Again
        status: draft
        goal: purchase
        lapse: {after: P30D, since: purchase}
        holdout: 50%
        touches:
          - id: first
            delay: PT0S
            channels: [push, email]
            push: {title: Hello, body: Look, link: "https://shop.example/"}
            email: {subject: Hello, body: Look, link: "https://shop.example/"}
          - id: second
            delay: P7D
            channels: [email]
            email: {subject: Hello again, body: Look, link: "https://shop.example/"}
        quietHours: {from: "21:00", to: "08:00", spread: PT1H}
        coolDown: P10D
        attributionWindow: P7D
        """;

    private static readonly DateTimeOffset From = new(1997, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_TheSameTwice_GivesTheSameRowsByteForByte()
    {
        var log = new StringBuilder("who,date,amount\n");
        for (var i = 0; i < 400; i++)   // visits that come and go, in no order
            log.Append(CultureInfo.InvariantCulture, $"u{i % 60},{From.AddDays(i * 37 % 180):yyyy-MM-dd},{i % 7}\n");

        var first = await DigestAsync(log.ToString());
        var second = await DigestAsync(log.ToString());

        Assert.Equal(first, second);
        Assert.Contains(first, table => table.Table == "t_outbox" && table.Rows > 20);
        Assert.Contains(first, table => table.Table == "history" && table.Rows > 20);
    }

    [Fact]
    public async Task Run_WithAssumedReach_ContactsTheTreatedAndHoldsOutTheOthers()
    {
        await using var run = await RunAsync(Buyers(40), reach: [Channel.Push, Channel.Email]);
        var figures = (await ReplayFigures.ReadAsync(run, salts: 0, default)).Campaigns[0];

        Assert.Equal(40, figures.Enrolled);
        Assert.InRange(figures.HeldOut, 8, 32);   // half, and far outside chance beyond
        Assert.Equal(2 * (40 - figures.HeldOut), figures.Touches["accepted"]);
        Assert.Equal(2 * figures.HeldOut, figures.Touches["ghost"]);
    }

    [Fact]
    public async Task Run_WithoutAssumedReach_ExplainsEachTouchAsUnreachable()
    {
        await using var run = await RunAsync(Buyers(10), reach: []);
        var figures = (await ReplayFigures.ReadAsync(run, salts: 0, default)).Campaigns[0];

        Assert.Equal((10, 20), (figures.Enrolled, figures.Touches["skipped"]));
        Assert.DoesNotContain("accepted", figures.Touches.Keys);
    }

    [Fact]
    public async Task Run_PurchaseOnTheDayOfTheLapse_IsNoLapse()
    {
        await using var run = await RunAsync($"who,date,amount\nanna,1997-01-01,1\nanna,{From.AddDays(30):yyyy-MM-dd},1\nanna,{From.AddDays(59):yyyy-MM-dd},1\n", reach: [], days: 80);

        Assert.Equal(0, (await ReplayFigures.ReadAsync(run, salts: 0, default)).Campaigns[0].Enrolled);
    }

    [Fact]
    public async Task Run_LogBeforeItsBegin_IsHistoryAndAfterItsEndIsLeftOut()
    {
        await using var run = await RunAsync($"who,date,amount\nanna,1996-12-20,1\nanna,{From.AddDays(100):yyyy-MM-dd},1\n", reach: [], days: 100);
        var enrolment = Assert.Single(await run.Services.GetRequiredService<IPeople>().EnrolmentsAsync("anna"));

        Assert.Equal(new DateTimeOffset(1997, 1, 19, 0, 0, 0, TimeSpan.Zero), enrolment.EnrolledAt);
        Assert.Equal((1L, 1L), (run.Fed.Applied, run.Fed.Later));
    }

    [Fact]
    public async Task Run_LongerThanRowsAreKept_CountsFromTheFirstDay()
    {
        await using var run = await RunAsync(Buyers(4), reach: [], days: 520);

        Assert.Equal(4, (await ReplayFigures.ReadAsync(run, salts: 0, default)).Campaigns[0].Enrolled);
    }

    [Fact]
    public async Task Run_TheSameDayTwice_IsTwoPurchases()
    {
        await using var run = await RunAsync("who,date,amount\nanna,1997-01-05,1\nanna,1997-01-05,1\n", reach: []);

        Assert.Equal(2, (await run.Services.GetRequiredService<IPeople>().FindAsync("anna"))!.Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Open_DirectoryOfADeployment_IsRefusedAndLeftAlone()
    {
        await using (LocalApp.Open(new() { Data = _files.Data, Port = 0 }))
        {
        }

        Assert.Throws<InvalidDataException>(() => ReplayRun.Open(Options("who,date,amount\n", [], 10)));
        Assert.True(_files.Data.Exists);
    }

    [Fact]
    public void Add_AnyUserId_GivesAddressesThatIngestWouldTake()
    {
        var reach = new AssumedReach([Channel.Push, Channel.Sms, Channel.Email]);
        foreach (var user in new[] { "anna", "a b@c", "Ünal", new string('x', 300) })
        {
            var given = reach.Add(new() { Id = "1", UserId = user, Type = "purchase", At = From }).Profile!;

            Assert.Null(Core.Events.ProfileForm.Text("email", given.Fields["email"].Value!));
            Assert.Null(Core.Events.ProfileForm.Text("phone", given.Fields["phone"].Value!));
            Assert.Null(reach.Add(new() { Id = "2", UserId = user, Type = "purchase", At = From }).Profile);   // said once
        }
    }

    private static string Buyers(int count) =>
        "who,date,amount\n" + string.Concat(Enumerable.Range(1, count).Select(user => $"u{user},1997-01-{1 + (user % 28):D2},1\n"));

    private ReplayOptions Options(string log, IReadOnlyList<Channel> reach, int days) => new()
    {
        Data = _files.Data,
        Log = _files.Read(log, "user=who,at=date,value=amount"),
        Campaigns = [("again.yaml", Campaign)],
        From = From,
        To = From.AddDays(days),
        AssumeReach = reach,
    };

    private async Task<ReplayRun> RunAsync(string log, IReadOnlyList<Channel> reach, int days = 200)
    {
        var run = ReplayRun.Open(Options(log, reach, days));
        await run.RunAsync(_ => { }, default);
        return run;
    }

    private async Task<List<(string Table, long Rows, string Digest)>> DigestAsync(string log)
    {
        await (await RunAsync(log, [Channel.Push, Channel.Email])).DisposeAsync();
        return DatabaseDigest.Of(_files.Data.Tables, _files.Data.Durable);
    }
}
