using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>A new version of a campaign that is in use, and those in flight: they stay, unless the publisher chooses otherwise.</summary>
public sealed class InFlightTests
{
    private readonly AWorld _world = new();
    private readonly CampaignStore _store;

    public InFlightTests() => _store = new(_world.Tables, _world.Clock);

    [Fact]
    public async Task Publish_WithoutAChoice_LeavesThoseInFlightOnTheirVersion()
    {
        await InFlightAsync(users: 3);
        await PublishAsync(File("second", "third"));
        await FillAsync();
        Assert.All(await OpenAsync(3), open => Assert.Equal(1, open.Version));
    }

    [Fact]
    public async Task MoveInFlight_BoundedPerScan_MovesEachInOneBatchAndNobodyGetsATouchAgain()
    {
        _world.Options.BackfillPerScan = 2;
        await InFlightAsync(users: 5);
        await ContactAsync(5);
        var calls = _world.Provider.Calls.Count;
        await PublishAsync(File("second", "third"));
        await _store.MoveInFlightAsync("replenish", "anna");
        _world.Campaigns.Set = await _store.CurrentAsync();

        await FillAsync();
        Assert.InRange((await OpenAsync(5)).Count(open => open.Version == 2), 1, 4);     // goes on where it stood
        await FillAsync();
        await FillAsync();
        Assert.All(await OpenAsync(5), open => Assert.Equal(["first", "second", "third"], open.Touches.Select(touch => touch.Id)));
        Assert.All(await OpenAsync(5), open => Assert.Equal(2, open.Version));

        for (var day = 0; day < 20; day++)
        {
            _world.Clock.Advance(TimeSpan.FromDays(1));
            await ContactAsync(5);
        }

        Assert.Equal(5, calls);
        Assert.Equal(15, _world.Provider.Calls.Count);
        Assert.Equal(15, _world.Provider.Calls.Select(call => call.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("lapse: { after: P30D", "lapse: { after: P31D")]
    [InlineData("goal: purchase", "goal: subscribed")]
    public async Task MoveInFlight_AcrossAnotherRuleOfEntryOrOutcome_IsRefused(string from, string to)
    {
        await InFlightAsync(users: 1);
        await PublishAsync(File("second").Replace(from, to, StringComparison.Ordinal));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _store.MoveInFlightAsync("replenish", "anna"));
        Assert.Null(await _store.MoveInFlightAsync("nobody", "anna"));
    }

    private async Task InFlightAsync(int users)
    {
        for (var i = 0; i < users; i++)
            await _world.ApplyAsync(Given.Reachable(Given.Noon.AddDays(-50), user: $"u{i}"), Given.Purchase(Given.Noon.AddDays(-40), user: $"u{i}"));
        // The world begins with a set of version 1, which has judged them.
        await _store.PublishAsync("other.yaml", File("second").Replace("replenish", "other", StringComparison.Ordinal).Replace("active", "draft", StringComparison.Ordinal), "anna");
        await PublishAsync(File("second"));
        await FillAsync();
        await FillAsync();
        await FillAsync();
        Assert.Equal(users, _world.Sequences.Started.Count);
    }

    private async Task PublishAsync(string text)
    {
        Assert.NotNull((await _store.PublishAsync("a.yaml", text, "anna")).Campaign);
        _world.Campaigns.Set = await _store.CurrentAsync();
    }

    // The first scan sees the new set, the second fills in, the third enters whoever is due.
    private async Task FillAsync()
    {
        await _world.ScanAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        await _world.ScanAsync();
    }

    private async Task ContactAsync(int users)
    {
        for (var i = 0; i < users; i++)
        {
            var state = SequenceState.From(_world.Sequences.Started.Single(start => start.UserId == $"u{i}")).As(await _world.UserAsync($"u{i}"));
            if (SequencePlan.Next(state, _world.Now) is NextMove.Contact)
                await _world.Sender.ContactAsync(state, _world.Sequences, CancellationToken.None);
        }
    }

    private async Task<List<OpenEnrolment>> OpenAsync(int users)
    {
        List<OpenEnrolment> open = [];
        for (var i = 0; i < users; i++)
            open.Add(Assert.Single((await _world.UserAsync($"u{i}")).Open));
        return open;
    }

    private static string File(params string[] more) => $$"""
        id: replenish
        name: Again
        status: active
        goal: purchase
        holdout: 0%
        lapse: { after: P30D, since: purchase }
        touches:
          - { id: first, delay: PT0S, channels: [email], email: { subject: Hello, body: Hello } }
        {{string.Join('\n', more.Select((id, i) => $"  - {{ id: {id}, delay: P{5 * (i + 1)}D, channels: [email], email: {{ subject: Hello, body: {id} }} }}"))}}
        """;
}
