using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

public sealed class LapsedTests
{
    private readonly ReportingWorld _world = new(Given.Campaign());

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]   // exactly at the threshold has lapsed
    public async Task Lapsed_AroundTheThreshold_ListsExactlyFromIt(int ticks, bool lapsed)
    {
        await _world.BuysAsync("anna");

        Assert.Equal(lapsed, (await ListAsync(Given.Noon.AddDays(30).AddTicks(ticks))).Count == 1);
    }

    [Fact]
    public async Task Lapsed_SaysWhoSinceWhenAndWhy()
    {
        await _world.BuysAsync("anna");

        var anna = Assert.Single(await ListAsync(Given.Noon.AddDays(40)));

        Assert.Equal(
            new()
            {
                UserId = "anna",
                LastActivity = Given.Noon,
                LapsedAt = Given.Noon.AddDays(30),
                WouldEnter = true,
                Why = "no purchase since 2026-11-24 12:00:00Z, so P30D of silence were reached 2026-12-24 12:00:00Z",
            },
            anna);
    }

    [Fact]
    public async Task Lapsed_BeforeTheLatestActivity_IsToldFromTheStoredEvents()
    {
        await _world.HearAsync(Given.Purchase(Given.Noon.AddDays(-100)), Given.Purchase(Given.Noon.AddDays(-50), "order-2"), Given.Purchase(Given.Noon, "order-3"));

        Assert.Empty(await ListAsync(Given.Noon.AddDays(-101)));
        Assert.Empty(await ListAsync(Given.Noon.AddDays(-80)));
        Assert.Equal(Given.Noon.AddDays(-100), Assert.Single(await ListAsync(Given.Noon.AddDays(-60))).LastActivity);
        Assert.Single(await ListAsync(Given.Noon.AddDays(-50).AddTicks(-1)));
        Assert.Empty(await ListAsync(Given.Noon.AddDays(-50)));   // that very instant counts
        Assert.Equal(Given.Noon.AddDays(-50), Assert.Single(await ListAsync(Given.Noon.AddDays(-10))).LastActivity);
        Assert.Empty(await ListAsync(Given.Noon));
    }

    [Fact]
    public async Task Lapsed_RefundSinceThePurchase_PutsNothingOff()
    {
        await _world.HearAsync(Given.Purchase(Given.Noon), Given.Purchase(Given.Noon.AddDays(20), "refund", value: -5));

        Assert.Equal(Given.Noon, Assert.Single(await ListAsync(Given.Noon.AddDays(30))).LastActivity);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]   // that very instant counts
    public async Task Lapsed_BeforeALaterRefund_KnowsTheValueOfThen(int ticks, bool enters)
    {
        var spentTen = Given.Campaign() with
        {
            Audience = new Condition.Field("activity.purchase.value", Comparison.AtLeast, [Core.Users.FieldValue.Of(10)]),
        };
        await _world.HearAsync(Given.Purchase(Given.Noon), Given.Purchase(Given.Noon.AddDays(40), "refund", value: -15));

        Assert.Equal(enters, Assert.Single(await ListAsync(Given.Noon.AddDays(40).AddTicks(ticks), spentTen)).WouldEnter);
    }

    [Fact]
    public async Task Lapsed_WhoDoesNotEnter_IsListedWithTheReason()
    {
        var campaign = Given.Campaign() with { Audience = new Condition.Field("attributes.plan", Comparison.Is, [Core.Users.FieldValue.Of("premium")]) };
        await _world.BuysAsync("anna");

        var outside = Assert.Single(await ListAsync(Given.Noon.AddDays(40), campaign));
        Assert.False(outside.WouldEnter);
        Assert.Contains("does not enter: outside the audience", outside.Why, StringComparison.Ordinal);
        var tooLong = Assert.Single(await ListAsync(Given.Noon.AddDays(121)));
        Assert.Equal(Given.Noon.AddDays(30), tooLong.LapsedAt);
        Assert.Contains("silent for longer than the campaign reaches back", tooLong.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapsed_BeforeAndAfterAnEnrolment_TellsItFromTheEpisodesOfThen()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(50);   // enrolled on day 30, closed on day 44

        Assert.True(Assert.Single(await ListAsync(Given.Noon.AddDays(30).AddTicks(-1), Given.Campaign(after: "P29D"))).WouldEnter);
        Assert.Contains("window of the enrolment before is still open", Assert.Single(await ListAsync(Given.Noon.AddDays(31))).Why, StringComparison.Ordinal);
        Assert.Contains("nothing was done since", Assert.Single(await ListAsync(Given.Noon.AddDays(45))).Why, StringComparison.Ordinal);
    }

    private async Task<List<LapsedUser>> ListAsync(DateTimeOffset asOf, Campaign? campaign = null)
    {
        List<LapsedUser> found = [];
        await foreach (var lapsed in _world.Lapsed.ReadAsync(campaign ?? Given.Campaign(), asOf))
            found.Add(lapsed);
        return found;
    }
}
