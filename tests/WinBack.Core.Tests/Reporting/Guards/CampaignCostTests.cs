using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Guards;

public sealed class CampaignCostTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void UsableSince_ACodeThatExpires_LooksBackAsFarAsItCanHaveBeenGivenAndUsed()
    {
        var campaign = Offering(Threshold.Days(7)) with { AttributionWindow = Threshold.Days(14) };
        var touches = campaign.Touches.Sum(touch => (touch.Delay.Approximate + touch.Expires.Approximate).TotalDays);

        Assert.Equal(Today.AddDays(-(int)Math.Ceiling(touches + 14 + 7)), CampaignCost.UsableSince([campaign], Today));
    }

    [Fact]
    public void UsableSince_ACodeThatHoldsForEver_LooksBackToTheFirstDay() => Assert.Equal(DateOnly.MinValue, CampaignCost.UsableSince([Offering(null)], Today));

    [Fact]
    public void UsableSince_AnEarlierVersion_KeepsItsLongerDelaysAndLifeInView()
    {
        Campaign now = Offering(Threshold.Days(7)) with { Version = 3 }, longer = Offering(Threshold.Days(90)), slower = now with { AttributionWindow = Threshold.Days(60) };
        DateOnly Since(params Campaign[] versions) => CampaignCost.UsableSince(versions, Today);

        Assert.Equal(Since(longer), Since(longer, now));
        Assert.Equal(Since(slower), Since(slower, now));
        Assert.Equal(Since(longer with { AttributionWindow = slower.AttributionWindow }), Since(longer, slower, now));
        Assert.Equal(DateOnly.MinValue, Since(Offering(null), now));
        Assert.Equal(Since(now), Since(now with { Touches = [.. now.Touches.Select(touch => touch with { Offer = null })] }, now));
    }

    private static Campaign Offering(Threshold? expires)
    {
        var campaign = Given.Campaign();
        return campaign with { Touches = [.. campaign.Touches.Select(touch => touch with { Offer = new() { Id = "gift", Value = new() { Percent = 10 }, Expires = expires } })] };
    }
}
