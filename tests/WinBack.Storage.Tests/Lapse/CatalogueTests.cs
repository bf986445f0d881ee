using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>News of items, from the look of a person to their entry, through the whole system.</summary>
public sealed class CatalogueTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task Scan_PriceDropOfWhatSomebodyLookedAt_EntersThemOnceWithTheNews()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)), Look(Noon.AddDays(-2), "b1", "berta", "other"));
        await PostAsync(world, Price(-72, 100), Price(-1, 80) with { Name = "Guji, 500 g" });

        Assert.Equal(1, (await world.ScanAsync()).Told);

        var open = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal(("drop", Noon.AddHours(-1)), (open.Campaign, open.LastActivity));
        Assert.Equal(
            ["currency EUR", "item guji", "name Guji, 500 g", "percent 20", "price 80", "priceBefore 100"],
            open.Trigger!.Properties.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}"));
        Assert.Empty((await world.UserAsync("berta")).Open);
        Assert.Equal(0, (await world.ScanAsync()).Told);
        Assert.Single(world.Sequences.Started);
    }

    [Theory]
    [InlineData(91, 0)]
    [InlineData(90, 1)]    // exactly by the bound
    public async Task Scan_FallBelowTheBound_IsToldNobody(int price, int told)
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Price(-72, 100), Price(-1, price));

        Assert.Equal(told, (await world.ScanAsync()).Told);
    }

    [Theory]
    [InlineData(-30 * 24 - 2, 0)]    // before the fall by more than the campaign says
    [InlineData(-30 * 24 - 1, 1)]
    [InlineData(0, 0)]               // saw the new price
    public async Task Scan_LookTooOldOrTooNew_IsNotTold(int hours, int told)
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddHours(hours)));
        await PostAsync(world, Price(-2000, 100), Price(-1, 80));

        Assert.Equal(told, (await world.ScanAsync()).Told);
    }

    // It is cheaper than last week, and dearer than what this person was shown.
    [Fact]
    public async Task Scan_SeenAtALowerPrice_IsNotTold()
    {
        var world = new AWorld(campaigns: Drop());
        await PostAsync(world, Price(-100, 70), Price(-50, 100), Price(-1, 80));
        await world.ApplyAsync(Look(Noon.AddHours(-80)), Look(Noon.AddHours(-20), "b1", "berta"));

        Assert.Equal(1, (await world.ScanAsync()).Told);
        Assert.Empty((await world.UserAsync()).Open);
        Assert.Single((await world.UserAsync("berta")).Open);
    }

    [Theory]
    [InlineData(-24, "guji", 0)]     // between the look and the fall
    [InlineData(-72, "guji", 0)]     // they looked at what they had bought
    [InlineData(-24, "other", 1)]
    public async Task Scan_BoughtBefore_IsNotTold(int hours, string item, int told)
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)), Purchase(Noon.AddHours(hours), item));
        await PostAsync(world, Price(-100, 100), Price(-1, 80));

        Assert.Equal(told, (await world.ScanAsync()).Told);
    }

    [Fact]
    public async Task Scan_BackInStock_EntersThoseWhoWait()
    {
        var world = new AWorld(campaigns: [Back(), Drop()]);
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Stock(-50, false));
        await world.ScanAsync();
        Assert.Empty((await world.UserAsync()).Open);

        await PostAsync(world, Stock(-1, true));
        await world.ScanAsync();
        Assert.Equal("back", Assert.Single((await world.UserAsync()).Open).Campaign);
    }

    [Fact]
    public async Task Scan_NoLongerTrue_IsToldNobody()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Price(-72, 100), Price(-2, 80), Price(-1, 95));

        Assert.Equal(0, (await world.ScanAsync()).Told);
        await PostAsync(world, Price(0, 80));
        Assert.Equal(1, (await world.ScanAsync()).Told);
    }

    [Fact]
    public async Task Post_AgainAndOutOfOrder_TellsNobodyTwice()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        ItemState[] states = [Price(-72, 100), Price(-2, 80)];
        await PostAsync(world, states);
        await world.ScanAsync();

        Assert.Equal([ItemOutcome.Stale, ItemOutcome.Unchanged], await PostAsync(world, states));
        Assert.Equal([ItemOutcome.Stale], await PostAsync(world, Price(-20, 60)));
        Assert.Equal(0, (await world.ScanAsync()).Told);
        Assert.Single(world.Sequences.Started);
    }

    // Told a second time it is in their history, and the campaign does not take them in.
    [Fact]
    public async Task Scan_TheSameItemTwiceInADay_EntersOnce()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Price(-72, 100), Price(-6, 80));
        await world.ScanAsync();
        await PostAsync(world, Price(-3, 100), Price(-1, 70));
        await world.ScanAsync();

        Assert.Single(await world.People.EnrolmentsAsync("anna"));
        Assert.Equal(2, (await world.People.EventsAsync("anna")).Count(each => each.Type == ItemEvent.PriceDrop));
    }

    // A shop that lowers its prices does not make the quiet active.
    [Fact]
    public async Task Scan_News_AreNoActivityAndNoReturn()
    {
        var quiet = Given.Campaign() with { Lapse = new(Threshold.Days(30), []), ExitTypes = [] };
        var world = new AWorld(campaigns: [quiet, Drop() with { Holdout = new(0.9, "x") }]);
        await world.ApplyAsync(Look(Noon.AddDays(-29)));
        var before = (await world.UserAsync()).Activity;
        await PostAsync(world, Price(-900, 100), Price(-1, 80));
        Assert.Equal(1, (await world.ScanAsync()).Told);
        Assert.Equal((before.LastSeen, before.ByType.Count), ((await world.UserAsync()).Activity.LastSeen, (await world.UserAsync()).Activity.ByType.Count));

        world.Clock.SetUtcNow(Noon.AddDays(1).AddMinutes(6));
        await world.ScanAsync();
        var lapsed = (await world.UserAsync()).Open.Single(open => open.Campaign == "replenish");
        await PostAsync(world, Price(24, 60));
        await world.ScanAsync();
        Assert.Equal(lapsed.ReturnedAt, (await world.UserAsync()).Open.Single(open => open.Campaign == "replenish").ReturnedAt);
    }

    [Fact]
    public async Task Erase_BetweenPostAndScan_NothingComesBackAndNothingIsLeft()
    {
        var memory = new MemoryTables();
        var world = new AWorld(memory, campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Price(-72, 100), Price(-1, 80));
        await world.Erasures.EraseAsync("anna", world.Sequences);

        Assert.Equal(0, (await world.ScanAsync()).Told);
        Assert.Null(await world.People.FindAsync("anna"));
        Assert.Empty(await InterestedAsync(world));
        Assert.Empty(world.Sequences.Started);
    }

    // The scan has read them, and before it writes they are gone.
    [Fact]
    public async Task Erase_WhileBeingTold_NothingComesBack()
    {
        var tables = new MeddledTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await PostAsync(world, Price(-72, 100), Price(-1, 80));
        tables.BeforeWrite = async (table, changes) =>
        {
            if (table == "People" && changes.Any(change => change.Row.StartsWith("v|anna|winback", StringComparison.Ordinal)))
                await world.Erasures.EraseAsync("anna", world.Sequences);
        };
        await world.ScanAsync();

        Assert.Null(await world.People.FindAsync("anna"));
        Assert.Empty(await world.People.EventsAsync("anna"));
        Assert.Empty(world.Sequences.Started);
    }

    [Fact]
    public async Task Merge_AfterTheNews_TellsTheSurvivorNotAgain()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2), "v1", "visitor"));
        await PostAsync(world, Price(-72, 100), Price(-1, 80));
        await world.ScanAsync();
        await world.ApplyAsync(Given.Event("signed_up", Noon, "s1") with { MergeFrom = "visitor" });
        await world.ScanAsync();

        Assert.Empty((await world.UserAsync()).Open);
        Assert.Equal(EnrolmentStatus.Merged, Assert.Single(await world.People.EnrolmentsAsync("visitor")).Status);
        Assert.Equal(["anna"], await InterestedAsync(world));
    }

    [Fact]
    public async Task Merge_BeforeTheNews_TellsTheSurvivor()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2), "v1", "visitor"));
        await world.ApplyAsync(Given.Event("signed_up", Noon, "s1") with { MergeFrom = "visitor" });
        await PostAsync(world, Price(-72, 100), Price(-1, 80));

        Assert.Equal(1, (await world.ScanAsync()).Told);
        Assert.Single((await world.UserAsync()).Open);
    }

    [Fact]
    public async Task Apply_AnotherLookAtTheSame_CostsNoMoreThanAnyEvent()
    {
        var tables = new CountingTables(new MemoryTables());
        var world = new AWorld(tables, campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2), "l0", item: "first"));
        tables.Reset();
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        Assert.Equal(2 + 3, tables.Sum().Total);     // the row that leads to them, a look whether it should, and the effect that said so
        tables.Reset();
        await world.ApplyAsync(Look(Noon.AddDays(-1), "l2"));
        Assert.Equal(2, tables.Sum().Total);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Apply_UnrelatedCampaigns_CostNothing(int count)
    {
        var tables = new CountingTables(new MemoryTables());
        var others = Enumerable.Range(0, count).Select(i => Drop($"c{i}") with { Goal = $"bought{i}", On = Drop().On! with { Item = new([$"seen{i}"], 30, "item") } });
        var world = new AWorld(tables, campaigns: [.. others]);
        Assert.Empty(world.Campaigns.Set.ActiveLookingAt("viewed").Concat(world.Campaigns.Set.ActiveSelling("purchase")));
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        tables.Reset();
        await world.ApplyAsync(Look(Noon.AddDays(-1), "l2"));

        Assert.Equal(2, tables.Sum().Total);
        Assert.Empty((await world.UserAsync()).Interests);
    }

    [Fact]
    public async Task Apply_MoreItemsThanAreRemembered_LeavesRowsForThoseAlone()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync([.. Enumerable.Range(0, 60).Select(i => Look(Noon.AddMinutes(i - 100), $"l{i}", item: $"item{i}"))]);

        Assert.Equal(Interests.Most, (await world.UserAsync()).Interests.Count);
        Assert.Empty(await InterestedAsync(world, "item9"));
        Assert.Equal(["anna"], await InterestedAsync(world, "item10"));
    }

    private static async Task<IReadOnlyList<ItemOutcome>> PostAsync(AWorld world, params ItemState[] states) => await world.Catalogue.TakeAsync(states);

    private static async Task<IReadOnlyList<string>> InterestedAsync(AWorld world, string item = "guji") => (await world.Interests.PageAsync(item, after: null, 100, CancellationToken.None)).Users;

    internal static IncomingEvent Look(DateTimeOffset at, string id = "l1", string user = "anna", string item = "guji") =>
        Given.Event("viewed", at, id, user) with { Properties = JsonSerializer.SerializeToElement(new { item }) };

    private static IncomingEvent Purchase(DateTimeOffset at, string item) =>
        Given.Purchase(at) with { Properties = JsonSerializer.SerializeToElement(new { items = new[] { new { item } } }) };

    internal static ItemState Price(int hours, decimal price) => new() { Item = "guji", At = Noon.AddHours(hours), Price = price, Currency = "EUR" };

    private static ItemState Stock(int hours, bool available) => new() { Item = "guji", At = Noon.AddHours(hours), Available = available };

    internal static Campaign Drop(string id = "drop") => Given.Campaign(id) with
    {
        Lapse = null,
        On = new(ItemEvent.PriceDrop, Threshold.Zero, ["purchase"])
        {
            Item = new(["viewed"], 30, "item"),
            Where = [new(ItemEvent.Percent, Comparison.AtLeast, [FieldValue.Of(10)])],
            Keep = ["currency", "item", "name", "percent", "price", "priceBefore"],
        },
    };

    private static Campaign Back() => Given.Campaign("back") with
    {
        Lapse = null,
        On = new(ItemEvent.BackInStock, Threshold.Zero, ["purchase"]) { Item = new(["viewed"], 30, "item") },
    };
}
