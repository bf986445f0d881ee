using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Lapse.CatalogueTests;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>To whom news of an item is none any more, and what the others are told when it has changed again.</summary>
public sealed class CatalogueSeenTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    // What they did with it is of different types, and each is remembered by itself.
    [Theory]
    [InlineData(-90, -40, 1)]     // both at 100
    [InlineData(-90, -0.5, 0)]    // carted after the fall
    [InlineData(-130, -40, 0)]    // viewed at 70, carted at 100
    public async Task Scan_LooksOfTwoTypes_AreJudgedTogether(double viewed, double carted, int told)
    {
        var drop = Drop() with { On = Drop().On! with { Item = new ItemTrigger(["viewed", "carted"], 30, "item") } };
        var world = new AWorld(campaigns: drop);
        await world.Catalogue.TakeAsync([Price(-140, 70), Price(-100, 100), Price(-1, 80)]);
        await world.ApplyAsync(Look(Noon.AddHours(viewed)), Look(Noon.AddHours(carted), "c1") with { Type = "carted" });

        Assert.Equal(told, (await world.ScanAsync()).Told);
    }

    // The type that says so is of interest to another campaign only.
    [Fact]
    public async Task Scan_SeenSinceByATypeOfAnotherCampaign_IsToldNobody()
    {
        var other = Drop("other") with { On = Drop().On! with { Event = ItemEvent.BackInStock, Where = [], Item = new ItemTrigger(["carted"], 30, "item") } };
        var world = new AWorld(campaigns: [Drop(), other]);
        await world.Catalogue.TakeAsync([Price(-100, 100), Price(-1, 80)]);
        await world.ApplyAsync(Look(Noon.AddHours(-50)), Look(Noon.AddHours(-0.5), "c1") with { Type = "carted" });

        Assert.Equal(0, (await world.ScanAsync()).Told);
    }

    // By the time they are told it costs even less, and the price between is nobody's any more.
    [Fact]
    public async Task Scan_FellAgainBeforeTheyWereTold_TellsThePriceOfNow()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-2, 80), Price(-1, 60)]);
        await world.ScanAsync();

        Assert.Equal(
            ["60 100 40 winback.price_drop:guji:2026-11-24T10:00:00.0000000Z", "60 80 25 winback.price_drop:guji:2026-11-24T11:00:00.0000000Z"],
            (await world.People.EventsAsync("anna")).Where(each => each.Type == ItemEvent.PriceDrop).OrderBy(each => each.At)
                .Select(each => $"{each.Properties!.Value.GetProperty("price")} {each.Properties!.Value.GetProperty("priceBefore")} {each.Properties!.Value.GetProperty("percent")} {each.Id}"));
    }

    [Fact]
    public async Task Scan_ALittleFallAfterAGreatOne_HidesNothing()
    {
        var world = new AWorld(campaigns: Drop());
        await world.ApplyAsync(Look(Noon.AddDays(-2)));
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-2, 80), Price(-1, 79)]);

        Assert.Equal(1, (await world.ScanAsync()).Told);
        Assert.Equal("79", $"{Assert.Single((await world.UserAsync()).Open).Trigger!.Properties["price"]}");
    }
}
