using System.Diagnostics;
using System.Net;
using WinBack.Core.Users;
using WinBack.Local.Tests.Flow;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Local.Tests.Docs;

/// <summary>The clients that docs/connect-your-app.md gives away: they repeat what may pass, and nothing else.</summary>
public sealed class GuideClientTests(ITestOutputHelper log)
{
    // What the script waits for is there at once.
    private const string Hurry = "data:text/javascript,const later = setTimeout; globalThis.setTimeout = done => later(done, 0);";

    private static readonly object[] AnEvent = [new { id = "order-19" }];

    [Fact]
    public async Task CSharp_AgainstTheHost_IsTaken()
    {
        await using var app = await ARunningApp.OpenAsync();
        var (http, placed) = (app.Http, ARunningApp.Start);

        var winback = new WinBackClient(http, TimeProvider.System);
        var answer = await winback.SendAsync(
        [
            new { id = "order-20", userId = "carl", type = "purchase", at = placed, value = 31.50m, currency = "EUR" },
            new { id = "profile-20", userId = "carl", at = placed, profile = new { email = "carl@example.com", attributes = new { plan = "pro" } } },
        ]);
        foreach (var refused in answer.Results.Where(item => item.Status == "refused"))
            log.WriteLine($"{refused.Id}: {refused.Field}: {refused.Reason} {refused.Allowed}");

        Assert.Equal((2, 0), (answer.Applied, answer.Refused));
        Assert.Equal("carl@example.com", (await app.People.FindAsync("carl"))!.Profile.Email?.Value);
    }

    [Fact]
    public async Task CSharp_BusyBrokenAndBusyAgain_SendsTheSameBodyUntilItIsTaken()
    {
        await using var server = await BusyServer.StartAsync(503, 0, 429, 202);
        Assert.Equal(1, (await Client(server).SendAsync(AnEvent)).Applied);
        Assert.Equal(4, server.Bodies.Count);
        Assert.Single(server.Bodies.Distinct());
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(413, 1)]
    [InlineData(503, 5)]
    public async Task CSharp_NeverTaken_ThrowsAfterSoManyTries(int status, int tries)
    {
        await using var server = await BusyServer.StartAsync(status);
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => Client(server).SendAsync(AnEvent));
        Assert.Equal(((HttpStatusCode?)status, tries), (thrown.StatusCode, server.Bodies.Count));
    }

    [UnixTheory]
    [InlineData(0, 4, 503, 0, 429, 202)]
    [InlineData(1, 1, 400)]
    [InlineData(1, 1, 401)]
    [InlineData(1, 1, 413)]
    [InlineData(1, 5, 503)]
    public async Task JavaScript_Answered_TriesAgainWhereThatCanHelp(int exitCode, int tries, params int[] statuses)
    {
        await using var server = await BusyServer.StartAsync(statuses);
        var folder = Directory.CreateTempSubdirectory("guide ").FullName;
        foreach (var block in GuideBlock.Of("connect-your-app.md").Where(block => block.Language == "js"))
            await File.WriteAllTextAsync(Path.Combine(folder, block.Text.Split('\n')[0][3..]), block.Text);
        var start = new ProcessStartInfo("node", ["--import", Hurry, "order.mjs"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["WINBACK"], start.Environment["WINBACK_KEY"]) = (server.Address.ToString().TrimEnd('/'), "key");
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);

        Assert.True(exitCode == node.ExitCode, await errors);
        Assert.Equal(tries, server.Bodies.Count);
        Assert.Single(server.Bodies.Distinct());
    }

    private static WinBackClient Client(BusyServer server) => new(new HttpClient { BaseAddress = server.Address }, new Hurried());

    /// <summary>What is waited for is there at once.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
