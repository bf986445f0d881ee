using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Campaigns;

/// <summary>From draft to archived: who may do what, and what is kept of it.</summary>
public sealed class CampaignLifeStoreTests
{
    private readonly MemoryTables _tables = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly CampaignStore _free;
    private readonly CampaignStore _strict;
    private readonly CampaignHistory _history;

    public CampaignLifeStoreTests() =>
        (_free, _strict, _history) = (new(_tables, _clock), new(_tables, _clock, new() { RequireApproval = true }), new(_tables));

    [Fact]
    public async Task Publish_WhereApprovalIsRequired_IsADraftWhateverTheFileSays()
    {
        Assert.Equal(CampaignStatus.Draft, (await _strict.PublishAsync("a.yaml", File(), "anna")).Campaign!.Status);
        Assert.Empty((await _strict.CurrentAsync()).Active);
        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(() => _strict.SetStatusAsync("a", CampaignStatus.Active, "ben"));
        Assert.Contains("what may follow is approved, archived", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData(" Anna ")]
    public async Task Approve_ByTheAuthor_IsRefused(string author)
    {
        await _strict.PublishAsync("a.yaml", File(), "anna");
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _strict.SetStatusAsync("a", CampaignStatus.Approved, author));
        Assert.Equal(CampaignStatus.Draft, await _strict.StatusAsync("a"));
    }

    [Fact]
    public async Task Activate_ApprovedByAnother_EntersPeopleAndEachDeedIsKept()
    {
        await _strict.PublishAsync("a.yaml", File(), "anna");
        foreach (var (status, by) in new[] { (CampaignStatus.Approved, "ben"), (CampaignStatus.Active, "anna"), (CampaignStatus.Paused, "cleo"), (CampaignStatus.Archived, "ben") })
        {
            _clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await _strict.SetStatusAsync("a", status, by));
            Assert.Equal(status == CampaignStatus.Active, (await _strict.CurrentAsync()).Active.Count == 1);
        }

        Assert.Equal(
            ["12 published v1 anna", "13 approved v1 ben", "14 active v1 anna", "15 paused v1 cleo", "16 archived v1 ben"],
            (await _history.LogAsync("a")).Select(deed => $"{deed.At.Hour} {deed.What} v{deed.Version} {deed.By}"));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _strict.SetStatusAsync("a", CampaignStatus.Active, "ben"));
        Assert.Equal("status", Assert.Single((await _strict.PublishAsync("a.yaml", File("New"), "anna")).Errors).Path);
    }

    [Fact]
    public async Task Publish_OverOneInUse_LeavesItStandingUntilTheNewOneIsActivated()
    {
        await _free.PublishAsync("a.yaml", File(), "anna");
        Assert.Equal((2, CampaignStatus.Draft), Of((await _strict.PublishAsync("a.yaml", File("New"), "anna")).Campaign!));
        Assert.Equal((1, CampaignStatus.Active), Of((await _strict.CurrentAsync()).Find("a")!));
        Assert.Equal(new PendingVersion(2, CampaignStatus.Draft), (await _history.PendingAsync())["a"]);

        await Assert.ThrowsAsync<CampaignRefusedException>(() => _strict.SetStatusAsync("a", CampaignStatus.Active, "ben"));
        await _strict.SetStatusAsync("a", CampaignStatus.Paused, "ben");
        await _strict.SetStatusAsync("a", CampaignStatus.Active, "ben");       // resumes what stands
        Assert.Equal((1, CampaignStatus.Active), Of((await _strict.CurrentAsync()).Find("a")!));

        await _strict.SetStatusAsync("a", CampaignStatus.Approved, "ben");
        Assert.Equal((1, CampaignStatus.Active), Of((await _strict.CurrentAsync()).Find("a")!));
        await _strict.SetStatusAsync("a", CampaignStatus.Active, "ben");
        Assert.Equal((2, CampaignStatus.Active), Of((await _strict.CurrentAsync()).Find("a")!));
        Assert.Equal(1, (await _strict.CurrentAsync()).Find("a", 1)!.Version);  // those in flight find theirs
        Assert.Empty(await _history.PendingAsync());

        static (int Version, CampaignStatus Status) Of(Campaign campaign) => (campaign.Version, campaign.Status);
    }

    [Fact]
    public async Task Publish_AnotherTextOfAnApprovedVersion_TakesTheApprovalBack()
    {
        await _free.PublishAsync("a.yaml", File(), "anna");
        await _strict.PublishAsync("a.yaml", File("New"), "anna");
        await _strict.SetStatusAsync("a", CampaignStatus.Approved, "ben");
        await _strict.PublishAsync("a.yaml", File("Newer"), "anna");
        Assert.Equal(new PendingVersion(3, CampaignStatus.Draft), (await _history.PendingAsync())["a"]);
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _strict.SetStatusAsync("a", CampaignStatus.Active, "ben"));
    }

    [Fact]
    public async Task Publish_AStatusThatMayNotFollow_IsAnErrorOfTheFile()
    {
        await _free.PublishAsync("a.yaml", File(), "anna");
        var error = Assert.Single((await _free.PublishAsync("a.yaml", File("New", "draft"), "anna")).Errors);
        Assert.Equal(("status", "draft"), (error.Path, error.Found));
        Assert.Contains("paused, archived", error.Allowed, StringComparison.Ordinal);
        Assert.Equal(1, (await _free.CurrentAsync()).Find("a")!.Version);
    }

    [Fact]
    public async Task Log_OfManyAtOnce_HasEachDeedThatHappenedAndNoOther()
    {
        await _free.PublishAsync("a.yaml", File(), "anna");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new CampaignStore(_tables, _clock).PublishAsync("a.yaml", File($"Hello {i}"), $"p{i}")));
        var deeds = await _history.LogAsync("a");
        Assert.Equal(Enumerable.Range(1, 9), deeds.Select(deed => deed.Version!.Value));
        foreach (var deed in deeds)
            Assert.Equal(deed.By, (await _history.FileAsync("a", deed.Version))!.By);
    }

    [Fact]
    public async Task File_OfAVersion_IsWhatWasPublished()
    {
        await _free.PublishAsync("a.yaml", File(), "anna");
        await _free.PublishAsync("b.yaml", File("New"), "ben");
        Assert.Equal(new PublishedFile("a.yaml", File(), 1, "anna"), await _history.FileAsync("a", 1));
        Assert.Equal(2, (await _history.FileAsync("a"))!.Version);
        Assert.Null(await _history.FileAsync("a", 3));
        Assert.Null(await _history.FileAsync("nobody"));
    }

    private static string File(string subject = "Hello", string status = "active") => $$"""
        id: a
        name: Again
        status: {{status}}
        goal: purchase
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "{{subject}}", body: "Hello" } } ]
        """;
}
