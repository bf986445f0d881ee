using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>What a publisher is told before anything goes out, and what waits for their word.</summary>
public sealed class PublicationsTests
{
    private const string File = """
        id: replenish
        name: Again
        status: active
        goal: purchase
        holdout: 0%
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "Hello", body: "Hello" } } ]
        """;

    private readonly AWorld _world = new(shards: 4);
    private readonly CampaignStore _store;
    private readonly CampaignHistory _history;
    private readonly SendingOptions _sending = new() { EmailPerMinute = 1, EmailPerHour = 1 };      // 24 a day

    public PublicationsTests() => (_store, _history) = (new(_world.Tables, _world.Clock), new(_world.Tables));

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public async Task Publish_AtAndAboveADaysMail_WaitsForConfirmationAbove(int users, bool isHeldBack)
    {
        await LapsedAsync(users);
        var published = await Publications().PublishAsync("a.yaml", File, "anna", isConfirmed: false);

        Assert.Equal((isHeldBack, users), (published.IsHeldBack, published.Forecast!.Waiting));
        Assert.Equal(isHeldBack ? 0 : 1, (await _store.CurrentAsync()).Active.Count);
    }

    [Fact]
    public async Task Publish_AboveAndConfirmed_IsDone()
    {
        await LapsedAsync(25);
        Assert.False((await Publications().PublishAsync("a.yaml", File, "anna", isConfirmed: true)).IsHeldBack);
        Assert.Single((await _store.CurrentAsync()).Active);
    }

    [Fact]
    public async Task Publish_UnderACeiling_NeedsNoConfirmation()
    {
        await LapsedAsync(60);
        var published = await Publications().PublishAsync("a.yaml", File + "\nentry: { maxPerDay: 20 }", "anna", isConfirmed: false);
        Assert.Equal((false, 3), (published.IsHeldBack, published.Forecast!.EntryDays));
    }

    [Fact]
    public async Task Publish_ADraft_IsMeasuredWhenItIsActivated()
    {
        await LapsedAsync(25);
        var draft = await Publications().PublishAsync("a.yaml", File.Replace("active", "draft", StringComparison.Ordinal), "anna", isConfirmed: false);
        Assert.Equal((false, null), (draft.IsHeldBack, draft.Forecast));

        Assert.True((await Publications().SetStatusAsync("replenish", CampaignStatus.Active, "anna", isConfirmed: false))!.IsHeldBack);
        Assert.Equal(CampaignStatus.Draft, await _store.StatusAsync("replenish"));
        Assert.False((await Publications().SetStatusAsync("replenish", CampaignStatus.Active, "anna", isConfirmed: true))!.IsHeldBack);
        Assert.Equal(CampaignStatus.Active, await _store.StatusAsync("replenish"));
        Assert.Null(await Publications().SetStatusAsync("nobody", CampaignStatus.Active, "anna", isConfirmed: false));
    }

    [Fact]
    public async Task Compare_AnotherThreshold_CountsWhoWouldEnterByEachAndWhoIsInFlight()
    {
        await LapsedAsync(3, daysAgo: 40);
        await LapsedAsync(5, daysAgo: 31, first: 100);
        await _store.PublishAsync("a.yaml", File, "anna");
        await LapsedAsync(2, daysAgo: 40, first: 200);
        _world.Campaigns.Set = await _store.CurrentAsync();
        await _world.ScanAsync();
        var enrolled = _world.Sequences.Started.Count;
        await LapsedAsync(4, daysAgo: 36, first: 300);

        var text = File.Replace("P30D", "P35D", StringComparison.Ordinal);
        var compared = await Comparison().ReadAsync(CampaignFile.Read("a.yaml", text).Campaign!, text, int.MaxValue);

        Assert.Equal("lapse.after: P30D → P35D", Assert.Single(compared.Changes).ToString());
        Assert.Equal((1, 14L, 1.0), (compared.StandingVersion, compared.Reach.Looked, compared.Reach.Share));
        Assert.Equal(enrolled, compared.Reach.InFlight.GetValueOrDefault(1));
        Assert.Equal((14 - enrolled, 14 - enrolled - 5), ((int)compared.Reach.EnteredBefore!, (int)compared.Reach.Enter));
    }

    [Fact]
    public async Task Read_OfSomeShards_ProjectsToAll()
    {
        await LapsedAsync(400);
        var reach = await Reach().ReadAsync(CampaignFile.Read("a.yaml", File).Campaign!, null, enough: 150);
        Assert.Equal(0.5, reach.Share);
        Assert.InRange(reach.Enter, 350, 450);
    }

    [Fact]
    public async Task Publish_CutPointsOfTheBase_PutsNumbersIntoTheVersionThatStay()
    {
        var file = File + "\nrfm: {cutPoints: base}\naudience: {field: rfm.recency, atLeast: 5}";
        await LapsedAsync(99, daysAgo: 40);
        var refused = await Publications().PublishAsync("a.yaml", file, "anna", isConfirmed: true);
        Assert.Equal("a.yaml:8:18: rfm.cutPoints: found 99 people with purchase to measure; allowed: 100 or more; write recency, frequency and monetary as numbers until then", Assert.Single(refused.File.Errors).ToString());

        await LapsedAsync(21, daysAgo: 60, first: 99);
        var published = await Publications().PublishAsync("a.yaml", file, "anna", isConfirmed: true);
        Assert.Equal(1, published.File.Campaign!.Version);
        Assert.Equal(99, published.Forecast!.Waiting);                          // judged by the numbers, not by the word
        Assert.Contains("cutPoints: {recency: [40, 41, 42, 43], ", (await _history.FileAsync("replenish"))!.Text, StringComparison.Ordinal);

        await LapsedAsync(200, daysAgo: 10, first: 200);
        Assert.Equal(1, (await Publications().PublishAsync("a.yaml", file, "anna", isConfirmed: true)).File.Campaign!.Version);
        Assert.Empty((await Comparison().ReadAsync(published.File.Campaign, file, int.MaxValue)).Changes);
        Assert.Equal(2, (await Publications().PublishAsync("a.yaml", file + "\npriority: 3", "anna", isConfirmed: true)).File.Campaign!.Version);
        Assert.Contains("cutPoints: {recency: [10, 11, 12, 40], ", (await _history.FileAsync("replenish"))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_ExcludedOrInAConflictingCampaign_AreNotCounted()
    {
        await LapsedAsync(3);
        await LapsedAsync(1, first: 9);
        var file = CampaignFile.Read("a.yaml", File).Campaign!;
        Assert.Equal(4, (await Comparison().ReadAsync(file, File, int.MaxValue)).Reach.Enter);

        await new ExclusionStore(_world.Tables, _world.Clock).PublishAsync("x.yaml", "exclude: {field: id, is: u9}", "anna");
        _world.Clock.Advance(TimeSpan.FromSeconds(20));      // as old as the set may be
        Assert.Equal(3, (await Comparison().ReadAsync(file, File, int.MaxValue)).Reach.Enter);

        var rival = await _store.PublishAsync("rival.yaml", File.Replace("id: replenish", "id: rival", StringComparison.Ordinal), "anna");
        await _world.People.ChangeAsync("u1", change => Enrolling.Enrol(change, rival.Campaign!, new(_world.Now.AddDays(-40), _world.Now), DateTimeZone.Utc) is not null, _world.Sequences, default);
        _world.Clock.Advance(TimeSpan.FromSeconds(20));
        var conflicting = File + "\nconflictsWith: [rival]";
        Assert.Equal(2, (await Comparison().ReadAsync(CampaignFile.Read("a.yaml", conflicting).Campaign!, conflicting, int.MaxValue)).Reach.Enter);
    }

    private CampaignComparison Comparison() => new(_store, _history, Reach(), _sending, CutPoints(), _world.Clock);

    private ReachReader Reach() => new(_world.People, _store, _world.Layout, _world.Options, _world.Clock);

    private Publications Publications() => new(_store, _store, _history, Reach(), _sending, CutPoints(), _world.Clock);

    private BaseCutPoints CutPoints() => new(new(_world.People, _world.Layout, _world.Clock), _history);

    private async Task LapsedAsync(int users, int daysAgo = 40, int first = 0)
    {
        for (var i = 0; i < users; i++)
            await _world.ApplyAsync(Given.Purchase(Given.Noon.AddDays(-daysAgo), user: $"u{first + i}"));
    }
}
