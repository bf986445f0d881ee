using System.Text.Json;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Users;

public sealed class RecentSumsTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData(1, 1, 10)]
    [InlineData(3, 2, 20)]     // today and the two days before
    [InlineData(4, 3, 30)]
    [InlineData(400, 3, 30)]
    public void Within_WholeUtcDays_TodayIncluded(int days, int count, int value)
    {
        var sums = Of((Noon, 10m), (Noon.Date.AddDays(-2), 10m), (Noon.Date.AddDays(-2).AddTicks(-1), 10m));

        Assert.Equal((count, (decimal)value), sums.Within(days, Noon.Date.AddDays(1).AddTicks(-1)));
    }

    [Fact]
    public void With_Refund_TakesFromTheValueOfItsDayAndCountsNothing()
    {
        var sums = RecentSums.None.With(Noon.AddDays(-9), 1, 50).With(Noon, 0, -20);

        Assert.Equal((1, 30m), sums.Within(10, Noon));
        Assert.Equal((0, -20m), sums.Within(9, Noon));
    }

    [Fact]
    public void Within_ManyActiveDays_IsExactButForThePartOfTheMonthItBeginsIn()
    {
        var everyDay = Of([.. Enumerable.Range(0, 365).Select(day => (Noon.AddDays(-day), 1m))]);

        Assert.Equal((25, 25m), everyDay.Within(25, Noon));
        var window = (Noon.Date - new DateTime(2026, 7, 1)).Days + 1;                       // since 1 July
        Assert.Equal((window, (decimal)window), everyDay.Within(window, Noon));
        Assert.Equal((window, (decimal)window), everyDay.Within(window + 10, Noon));        // the last days of June are left out
        Assert.Equal((window + 30, window + 30m), everyDay.Within(window + 30, Noon));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_AnyOrder_GivesTheSameSumsAndTheyAgreeWithTheHistory(int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, 400).Select(_ => (At: Noon.AddHours(-random.Next(24 * 600)), Value: (decimal)random.Next(-5, 20))).ToArray();
        var one = Of(events);
        random.Shuffle(events);

        Assert.Equal(one, Of(events));
        var oldest = events.Select(each => ActiveDays.DayOf(each.At)).Distinct().OrderDescending().ElementAt(RecentSums.MostDays - 1);
        for (var days = 1; days <= ActiveDays.DayOf(Noon) - oldest + 1; days++)
        {
            var inside = events.Where(each => ActiveDays.DayOf(each.At) > ActiveDays.DayOf(Noon) - days).ToList();
            Assert.Equal((inside.Count(each => each.Value >= 0), inside.Sum(each => each.Value)), one.Within(days, Noon));
        }

        for (var days = 1; days <= RecentSums.LongestWindow; days++)
            Assert.True(one.Within(days, Noon).Count <= events.Count(each => each.Value >= 0 && ActiveDays.DayOf(each.At) > ActiveDays.DayOf(Noon) - days));
    }

    [Fact]
    public void Row_FullOfHistory_StaysSmallAndReadsBackAsTheSame()
    {
        var sums = Of([.. Enumerable.Range(0, 2000).Select(day => (Noon.AddDays(-day), 1234.56m))]);

        var json = JsonSerializer.Serialize(sums);
        Assert.InRange(json.Length, 1, 800);        // times 32 event types: 25 KiB of the row's 128
        Assert.Equal(sums, JsonSerializer.Deserialize<RecentSums>(json));
        Assert.Equal(RecentSums.None, JsonSerializer.Deserialize<RecentSums>("[]"));
    }

    [Fact]
    public void Row_FromBeforeSumsWereKept_HasNone()
    {
        const string old = """{"count":7,"first":"2026-01-01T00:00:00+00:00","last":"2026-11-01T00:00:00+00:00","value":10}""";

        Assert.True(JsonSerializer.Deserialize<ActivityCount>(old, JsonSerializerOptions.Web)!.Recent.IsEmpty);
    }

    private static RecentSums Of(params (DateTimeOffset At, decimal Value)[] events) =>
        events.Aggregate(RecentSums.None, (sums, each) => sums.With(each.At, each.Value < 0 ? 0 : 1, each.Value));
}
