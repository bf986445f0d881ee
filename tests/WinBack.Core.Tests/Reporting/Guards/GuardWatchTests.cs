using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Guards;

/// <summary>Failures are judged by the last seven days, from reports that count from the first day on.</summary>
public sealed class GuardWatchTests
{
    private static readonly Campaign Old = Given.Campaign() with { Status = CampaignStatus.Active, PublishedAt = Given.Noon.AddDays(-100) };

    [Fact]
    public void After_WeeksOfLooks_CountsTheLastSevenDaysAndForgetsTheRest()
    {
        GuardWatch? watch = null;
        for (var hour = 0; hour <= 24 * 30; hour++)
            watch = GuardWatch.After(watch, Old, new(hour, 0), Given.Noon.AddHours(hour));

        Assert.Equal(new HandOvers(24 * 7, 0), watch!.Lately(new(24 * 30, 0)));
        Assert.Equal(8, watch.Looks.Count);
    }

    [Fact]
    public void After_AFirstLook_CountsAllOfANewCampaignAndNothingOfAnOldOne()
    {
        var young = Old with { PublishedAt = Given.Noon.AddDays(-3) };

        Assert.Equal(new HandOvers(500, 400), GuardWatch.After(null, young, new(500, 400), Given.Noon).Lately(new(500, 400)));
        Assert.Equal(HandOvers.None, GuardWatch.After(null, Old, new(500, 400), Given.Noon).Lately(new(500, 400)));
    }

    [Fact]
    public void After_ResumedSinceAPause_BeginsAnewAndWhilePausedDoesNot()
    {
        var watch = GuardWatch.After(null, Old, new(0, 0), Given.Noon);
        var paused = Old with { Status = CampaignStatus.Paused, GuardPause = new(1, Given.Noon, []) };

        Assert.Equal(new HandOvers(500, 400), GuardWatch.After(watch, paused, new(500, 400), Given.Noon.AddHours(1)).Lately(new(500, 400)));
        Assert.Equal(HandOvers.None, GuardWatch.After(watch, paused with { Status = CampaignStatus.Active }, new(500, 400), Given.Noon.AddHours(1)).Lately(new(500, 400)));
    }

    [Fact]
    public void Since_ReportsThatComeLate_NeverMakeMoreFailuresThanHandOvers() => Assert.Equal(new HandOvers(10, 10), new HandOvers(110, 60).Since(new(100, 0)));
}
