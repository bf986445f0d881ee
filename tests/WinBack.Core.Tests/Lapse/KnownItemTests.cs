using WinBack.Core.Events;
using WinBack.Core.Lapse;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

/// <summary>What states of an item, in any order and repeated, make known of it, and what of it is news.</summary>
public sealed class KnownItemTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_FallOfThePrice_IsNewsWithBothPrices()
    {
        var news = Assert.Single(Known(Price(0, 100)).With(Price(1, 80)).News);

        Assert.Equal((ItemEvent.PriceDrop, "a", Noon.AddHours(1)), (news.Type, news.Item, news.At));
        Assert.Equal((100m, 80m, 20m), (news.Before!.Amount, news.Price!.Amount, news.Percent));
    }

    [Theory]
    [InlineData(30, 27, 10)]
    [InlineData(99.99, 89.99, 10)]       // 10.001…
    [InlineData(89.90, 80.92, 9.98)]     // 9.988… is no 10
    [InlineData(5, 0, 100)]
    public void Percent_IsRoundedDown(double before, double now, double percent) =>
        Assert.Equal((decimal)percent, Assert.Single(Known(Price(0, (decimal)before)).With(Price(1, (decimal)now)).News).Percent);

    [Fact]
    public void With_AnythingButAFall_IsNoNews()
    {
        Assert.Empty(new KnownItem("a").With(Price(0, 80)).News);                              // never known before
        Assert.Empty(Known(Price(0, 80)).With(Price(1, 80)).News);
        Assert.Empty(Known(Price(0, 80)).With(Price(1, 90)).News);
        Assert.Empty(Known(Price(0, 80)).With(Price(1, 70) with { Currency = "USD" }).News);   // cannot be compared
        Assert.Empty(Known(Price(0, 80), Stock(0, false)).With(Price(1, 70)).News);            // and cannot be bought
    }

    [Fact]
    public void With_SoldOutThenThere_IsNewsOnceAndAtThePriceOfThen()
    {
        var soldOut = Known(Price(0, 80), Stock(1, false), Price(2, 70));
        var back = soldOut.With(Stock(3, true));

        var news = Assert.Single(back.News);
        Assert.Equal((ItemEvent.BackInStock, 70m), (news.Type, news.Price!.Amount));
        Assert.Empty(back.Item.With(Stock(4, true)).News);
        Assert.Empty(new KnownItem("a").With(Stock(0, true)).News);   // was never sold out
    }

    [Fact]
    public void With_TheSameAgain_ChangesNothing()
    {
        var known = Known(Price(0, 100), Price(1, 80));
        var again = known.With(Price(1, 80));

        Assert.Same(known, again.Item);
        Assert.Equal((ItemOutcome.Unchanged, 0), (again.Outcome, again.News.Count));
    }

    [Fact]
    public void With_StatesInAnyOrder_KnowsTheNewestOfEachField()
    {
        ItemState[] states = [Price(0, 100), Stock(1, false), Price(2, 80), Stock(3, true), Price(4, 90) with { Name = "A" }];
        foreach (var order in Permutations(states))
        {
            var known = Known([.. order]);
            Assert.Equal((90m, true, "A", Noon.AddHours(4)), (known.Prices[^1].Amount, known.Available, known.Name, known.At));
        }
    }

    [Fact]
    public void With_AnOlderState_IsStaleAndNoNews()
    {
        var late = Known(Price(0, 100), Price(3, 100)).With(Price(2, 50));   // 100 was said again after it

        Assert.Equal((ItemOutcome.Stale, 0, 100m), (late.Outcome, late.News.Count, late.Item.Prices[^1].Amount));
    }

    [Fact]
    public void Prices_ManyOfThem_KeepsTheLatestAndWhatSomebodySawThen()
    {
        var known = Known([.. Enumerable.Range(0, 50).Select(i => Price(i, 100 + i))]);
        var news = known.With(Price(50, 1)).News[0];

        Assert.Equal(KnownItem.MostPrices, known.Prices.Count);
        Assert.Equal(145m, news.PriceAt(Noon.AddHours(45.5))!.Amount);
        Assert.Null(news.PriceAt(Noon));   // forgotten
    }

    [Fact]
    public void StillHolds_OnceThePriceIsUpOrTheItemSoldOut_NoLonger()
    {
        var dropped = Known(Price(0, 100)).With(Price(1, 80));
        var drop = dropped.News[0];
        var back = Known(Stock(0, false)).With(Stock(1, true));

        Assert.True(drop.StillHolds(dropped.Item));
        Assert.True(drop.StillHolds(dropped.Item.With(Price(2, 70)).Item));
        Assert.False(drop.StillHolds(dropped.Item.With(Price(2, 81)).Item));
        Assert.False(drop.StillHolds(dropped.Item.With(Stock(2, false)).Item));
        Assert.True(back.News[0].StillHolds(back.Item));
        Assert.False(back.News[0].StillHolds(back.Item.With(Stock(2, false)).Item));
    }

    private static ItemState Price(int hours, decimal price) => new() { Item = "a", At = Noon.AddHours(hours), Price = price, Currency = "EUR" };

    private static ItemState Stock(int hours, bool available) => new() { Item = "a", At = Noon.AddHours(hours), Available = available };

    private static KnownItem Known(params ItemState[] states) => states.Aggregate(new KnownItem("a"), (known, state) => known.With(state).Item);

    private static IEnumerable<IEnumerable<ItemState>> Permutations(ItemState[] states) => states.Length == 0
        ? [[]]
        : states.SelectMany((first, i) => Permutations([.. states.Where((_, j) => j != i)]).Select(rest => rest.Prepend(first)));
}
