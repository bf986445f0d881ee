using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>Entering by an event, through the whole system.</summary>
public sealed class TriggerTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task Apply_AtOnce_EnrolsAndStartsWithoutAScan()
    {
        var world = new AWorld(campaigns: On("subscription_cancelled"));
        await world.ApplyAsync(Given.Event("subscription_cancelled", Noon));

        Assert.Equal(Noon, Assert.Single((await world.UserAsync()).Open).EnrolledAt);
        Assert.Equal("anna", Assert.Single(world.Sequences.Started).UserId);
        Assert.Equal([DueKind.Close], (await world.DueRowsAsync()).Select(row => row.Kind));
        Assert.Equal([ItemStatus.Duplicate], await world.ApplyAsync(Given.Event("subscription_cancelled", Noon)));
        Assert.Single(world.Sequences.Started);
    }

    [Fact]
    public async Task Apply_AbandonedCart_WaitsFromTheLastChangeAndStopsAtThePurchase()
    {
        var cart = On("cart_updated", "PT1H", "purchase");
        var world = new AWorld(campaigns: cart);
        await world.ApplyAsync(Given.Event("cart_updated", Noon, "c1"), Given.Event("cart_updated", Noon, "c2", "berta"));
        await AtAsync(world, 40, () => world.ApplyAsync(Given.Event("cart_updated", world.Now, "c3")));
        await AtAsync(world, 60, () => world.ApplyAsync(Given.Purchase(world.Now, "bought", "berta")));

        await AtAsync(world, 65, world.ScanAsync);
        Assert.Empty((await world.UserAsync()).Open);
        await AtAsync(world, 105, world.ScanAsync);
        Assert.Equal((Noon.AddMinutes(40), Noon.AddMinutes(100)), (await world.UserAsync()).Open is [{ } open] ? (open.LastActivity!.Value, open.LapsedAt) : default);
        Assert.Empty((await world.UserAsync("berta")).Open);
        Assert.Null((await world.UserAsync("berta")).NextCheck);
    }

    /// <summary>Found by the demo: both come late and in one request, and the batch named the enrolment's row twice.</summary>
    [Fact]
    public async Task Apply_EntryAndWhatDisprovesItInOneRequest_WritesTheEnrolmentOnceAsVoid()
    {
        var world = new AWorld(campaigns: On("cart_updated", "PT1H", "purchase"));
        world.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal([ItemStatus.Applied, ItemStatus.Applied], await world.ApplyAsync(Given.Event("cart_updated", Noon), Given.Purchase(Noon.AddMinutes(25), "late")));
        Assert.Equal(EnrolmentStatus.Void, Assert.Single(await world.People.EnrolmentsAsync("anna")).Status);
    }

    [Fact]
    public async Task Apply_UnderACeiling_EntersByTheNextScanAndNoMoreThanAllowed()
    {
        var world = new AWorld(campaigns: On("subscription_cancelled") with { Entry = new(MaxPerDay: 1) });
        await world.ApplyAsync(Given.Event("subscription_cancelled", Noon), Given.Event("subscription_cancelled", Noon, "e2", "berta"));

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task Apply_OneTimeBuyer_EntersAfterAFortnightUnlessTheyBuyAgain()
    {
        var once = On("purchase", "P14D") with { Audience = new Condition.Field("activity.purchase.count", Comparison.Is, [FieldValue.Of(1)]) };
        var world = new AWorld(campaigns: once);
        await world.ApplyAsync(Given.Purchase(Noon, "a1"), Given.Purchase(Noon, "b1", "berta"), Given.Purchase(Noon.AddSeconds(1), "b2", "berta"));

        world.Clock.SetUtcNow(Noon.AddDays(14).AddMinutes(6));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
        Assert.Single((await world.UserAsync()).Open);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-10, false)]   // before the event: it was about something else
    public async Task Apply_LateUnlessEvent_VoidsTheEnrolment(int minutes, bool voids)
    {
        var world = new AWorld(campaigns: On("subscription_cancelled", "PT1H", "subscription_started"));
        await world.ApplyAsync(Given.Event("subscription_cancelled", Noon));
        await AtAsync(world, 65, world.ScanAsync);
        Assert.Single((await world.UserAsync()).Open);

        await world.ApplyAsync(Given.Event("subscription_started", Noon.AddMinutes(minutes), "late"));
        Assert.Equal(voids, (await world.UserAsync()).Open.Count == 0);
        Assert.Equal(voids ? EnrolmentStatus.Void : EnrolmentStatus.Running, Assert.Single(await world.People.EnrolmentsAsync("anna")).Status);
        Assert.Equal(voids ? Signal.Reactivated : null, world.Sequences.Woken.Select(each => (Signal?)each.Signal).FirstOrDefault());
    }

    [Fact]
    public async Task Apply_UnlessEventAfterEntry_IsAReturn()
    {
        var world = new AWorld(campaigns: On("subscription_cancelled", "PT0S", "subscription_started") with { ExitTypes = ["subscription_started", "purchase"] });
        await world.ApplyAsync(Given.Event("subscription_cancelled", Noon));
        await AtAsync(world, 5, () => world.ApplyAsync(Given.Event("subscription_started", world.Now, "back")));

        Assert.Equal(EnrolmentStatus.Returned, Assert.Single((await world.UserAsync()).Open).Status);
    }

    [Fact]
    public async Task Scan_LapseByOneOfTwo_IsVoidOnlyWhenNothingOfItIsLeft()
    {
        var either = Given.Campaign() with { Lapse = new(LapseJoin.Any, [new(Threshold.Days(30), ["purchase"]), new(Threshold.Days(10), ["app_opened"])]) };
        var world = new AWorld(campaigns: either);
        await world.ApplyAsync(Given.Purchase(Noon.AddDays(-25)), Given.Event("app_opened", Noon.AddDays(-9)));
        world.Clock.SetUtcNow(Noon.AddDays(6));   // both are reached by now
        await world.ScanAsync();
        Assert.Equal(2, Assert.Single((await world.UserAsync()).Open).LapsedBy!.Count);

        await world.ApplyAsync(Given.Event("app_opened", Noon.AddDays(2), "late"));
        Assert.Equal(0, Assert.Single(Assert.Single((await world.UserAsync()).Open).LapsedBy!).Part);
        await world.ApplyAsync(Given.Purchase(Noon.AddDays(-20), "late order"));
        Assert.Empty((await world.UserAsync()).Open);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Apply_UnrelatedCampaigns_CostNothing(int count)   // of every kind that is not about this type
    {
        var tables = new CountingTables(new MemoryTables());
        var unrelated = Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? On($"other{i}", unless: "more") : Given.Campaign() with { Lapse = new(Threshold.Days(9), [$"other{i}"]) }) with { Id = $"c{i}" });
        var set = Given.Set([.. unrelated, On("subscription_cancelled", "PT1H")]);

        Assert.Equal(["subscription_cancelled"], set.ActiveTriggeredBy("subscription_cancelled").Select(campaign => campaign.On!.Event));
        Assert.Single(set.ActiveOn("subscription_cancelled"));
        Assert.Empty(set.ActiveOn("view").Concat(set.ActiveTriggeredBy("view")));
        var world = new AWorld(tables, campaigns: [.. set.Active]);
        await world.ApplyAsync(Given.Event("view", Noon, "v0"));
        tables.Reset();
        await world.ApplyAsync(Given.Event("view", Noon, "v1"));
        Assert.Equal(2, tables.Sum().Total);
    }

    private static async Task AtAsync(AWorld world, int minutes, Func<Task> act)
    {
        world.Clock.SetUtcNow(Noon.AddMinutes(minutes));
        await act();
    }

    private static Campaign On(string type, string after = "PT0S", string? unless = null) =>
        Given.Campaign("trigger") with { Lapse = null, On = new(type, Given.Threshold(after), unless is null ? [] : [unless]) };
}
