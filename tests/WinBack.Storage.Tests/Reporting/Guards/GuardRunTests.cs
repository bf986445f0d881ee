using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting.Guards;

/// <summary>A campaign beyond a bound is paused once, is said to be, and stays resumed once somebody resumed it.</summary>
public sealed class GuardRunTests
{
    private readonly AGuarded _world = new();
    private readonly AHook _hook = new();

    [Fact]
    public async Task Run_WithinEveryBound_LeavesItActive()
    {
        await _world.PublishAsync("{budget: {amount: 100, currency: EUR}}");
        await _world.SumAsync((900, 9), (100, 1), accepted: 999, refused: 100);

        var result = await _world.Instance(_hook).RunAsync();

        Assert.Empty(result.Paused);
        Assert.Empty(result.Failed);
        Assert.Equal((CampaignStatus.Active, 0), (await _world.StatusAsync(), _hook.Posted.Count));
    }

    [Theory]
    [InlineData("harm", 500, 0, 0, 1_000)]
    [InlineData("failures", 0, 60, 40, 1_000)]
    [InlineData("budget", 0, 1_000, 0, 1_000)]
    [InlineData("sampleRatio", 0, 0, 0, 2_000)]
    public async Task Run_BeyondABound_PausesAndSaysSoInLogReportAndWord(string guard, long harmed, long accepted, long refused, long heldOut)
    {
        await _world.PublishAsync("{budget: {amount: 100, currency: EUR}}");
        await _world.SumAsync((10_000 - heldOut, harmed == 0 ? 0 : 2_000), (heldOut, 0), accepted, refused);

        var result = await _world.Instance(_hook).RunAsync();

        var (campaign, trips) = Assert.Single(result.Paused);
        Assert.Equal(("a", guard), (campaign, Assert.Single(trips).Guard));
        Assert.Equal(CampaignStatus.Paused, await _world.StatusAsync());
        var deed = (await _world.History.LogAsync("a"))[^1];
        Assert.Equal(("paused", "guard", trips[0].Says), (deed.What, deed.By, deed.Why));
        var report = (await _world.Reader().ReadAsync((await new CampaignStore(_world.Tables, _world.Clock).CurrentAsync()).Find("a")!, Given.Noon, upToDate: false)).Guards!;
        Assert.True(report.IsPaused);
        Assert.Equal((Given.Noon, trips[0].Says), (report.Paused!.At, Assert.Single(report.Paused.Why)));
        Assert.Equal([guard], report.States.Where(state => state.IsTripped).Select(state => state.Guard));
        Assert.Equal([(guard, (DateTimeOffset?)Given.Noon)], report.States.Where(state => state.PausedAt is not null).Select(state => (state.Guard, state.PausedAt)));
        var word = JsonDocument.Parse(Assert.Single(_hook.Posted).Body).RootElement;
        Assert.Equal(
            ("guard.tripped", "a", 1, "paused", guard),
            (word.GetProperty("type").GetString(), word.GetProperty("campaign").GetString(), word.GetProperty("version").GetInt32(), word.GetProperty("status").GetString(), word.GetProperty("guards")[0].GetProperty("guard").GetString()));
        Assert.Equal("guard.a.1.20261124T120000Z", _hook.Posted[0].Key);
    }

    [Fact]
    public async Task Run_TwoInstancesAtOnce_MakeOnePauseOneEntryAndOneWord()
    {
        await TrippedAsync();
        CampaignStore one = new(_world.Tables, _world.Clock), other = new(_world.Tables, _world.Clock);
        var judged = ((await one.CurrentAsync()).Find("a"), (await other.CurrentAsync()).Find("a"));      // both have it as active
        Assert.True(judged is ({ IsActive: true }, { IsActive: true }));

        var results = await Task.WhenAll(_world.Instance(_hook, one).RunAsync(), _world.Instance(_hook, other).RunAsync());

        Assert.Single(results.SelectMany(result => result.Paused));
        Assert.Equal(["published anna", "paused guard"], await _world.LogAsync());
        Assert.Single(_hook.Posted);
    }

    [Fact]
    public async Task Run_AnotherInstancePausesBetweenItsReadAndItsWrite_PausesNothing()
    {
        MeddledTables tables = new(new MemoryTables());
        AGuarded world = new(tables);
        await world.PublishAsync("{}");
        await world.SumAsync(accepted: 60, refused: 40);
        GuardResult? other = null;
        tables.BeforeWrite = async (table, changes) =>
        {
            if (other is null && changes.Any(change => change is RowChange.Replace { Row: "set" }))
                other = await world.Instance(_hook).RunAsync();
        };

        Assert.Empty((await world.Instance(_hook).RunAsync()).Paused);
        Assert.Single(other!.Paused);
        Assert.Equal(["published anna", "paused guard"], await world.LogAsync());
        Assert.Single(_hook.Posted);
    }

    [Fact]
    public async Task Run_ThatJudgedBeforeSomebodyResumed_DoesNotPauseAgain()
    {
        await TrippedAsync();
        CampaignStore slow = new(_world.Tables, _world.Clock);
        await slow.CurrentAsync();
        await _world.Instance(_hook).RunAsync();
        await _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben");

        Assert.Empty((await _world.Instance(_hook, slow).RunAsync()).Paused);
        Assert.Equal(["published anna", "paused guard", "active ben"], await _world.LogAsync());
    }

    [Fact]
    public async Task Run_ResumedAfterFailures_TripsAnewOnlyOnFailuresThatCameSince()
    {
        await TrippedAsync();
        await _world.Instance(_hook).RunAsync();
        await _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben");

        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
        await _world.SumAsync(accepted: 60 + 70, refused: 40 + 29);
        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
        await _world.SumAsync(accepted: 60 + 100, refused: 40 + 100);
        Assert.Single((await _world.Instance(_hook).RunAsync()).Paused);
        Assert.Equal(["guard.a.1.20261124T120000Z", "guard.a.2.20261124T120000Z"], _hook.Posted.Select(each => each.Key));
    }

    [Fact]
    public async Task Resume_WithASpentBudget_IsRefusedUntilALargerOneIsPublished()
    {
        await _world.PublishAsync("{budget: {amount: 100, currency: EUR}}");
        await _world.SumAsync(accepted: 1_200);
        await _world.Instance(_hook).RunAsync();

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben"));
        Assert.Equal("its budget of 100.00 EUR is spent: 120.00 when it was paused; publish it with a larger guards.budget.amount, or budget: off", refused.Message);
        var spent = await _world.PublishAsync("{budget: {amount: 120, currency: EUR}}");
        Assert.EndsWith(
            "publishing does not resume it. Its budget of 120.00 EUR is spent: 120.00 when it was paused; publish it with a larger guards.budget.amount, or budget: off; then ./winback campaign resume a, or POST /api/admin/campaigns/a/status/active",
            GuardPauseText.StaysPaused(spent),
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<CampaignRefusedException>(() => _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben"));

        await _world.PublishAsync("{budget: {amount: 120.01, currency: EUR}}");
        Assert.Equal(CampaignStatus.Paused, await _world.StatusAsync());
        await _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben");
        Assert.Equal(CampaignStatus.Active, await _world.StatusAsync());
        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
    }

    [Fact]
    public async Task Publish_OverAPersonsPauseWithASpentBudget_IsRefused()
    {
        await _world.PublishAsync("{budget: {amount: 100, currency: EUR}}");
        await _world.SumAsync(accepted: 1_200);
        await _world.Instance(_hook).RunAsync();
        await _world.PublishAsync("{budget: {amount: 200, currency: EUR}}");
        await _world.Store.SetStatusAsync("a", CampaignStatus.Active, "ben");
        await _world.Store.SetStatusAsync("a", CampaignStatus.Paused, "ben");

        var error = Assert.Single((await _world.Store.PublishAsync("a.yaml", AGuarded.File("{budget: {amount: 120, currency: EUR}}"), "ben")).Errors);
        Assert.Contains("found a sum that is spent; allowed: a larger one: its budget of 120.00 EUR is spent", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PausedByAPerson_IsLeftAlone()
    {
        await TrippedAsync();
        await _world.Store.SetStatusAsync("a", CampaignStatus.Paused, "ben");

        Assert.Empty((await _world.Instance(_hook).RunAsync()).Paused);
        Assert.Equal(["published anna", "paused ben"], await _world.LogAsync());
    }

    private async Task TrippedAsync()
    {
        await _world.PublishAsync("{}");
        await _world.SumAsync(accepted: 60, refused: 40);
    }
}
