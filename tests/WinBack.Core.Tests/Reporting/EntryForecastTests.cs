using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class EntryForecastTests
{
    private static readonly Campaign TwoMails = ACampaign.With() with
    {
        Touches = [ACampaign.Touch("t1", Threshold.Days(0), Channel.Email), ACampaign.Touch("t2", Threshold.Days(2), Channel.Email)],
        Holdout = new(0.2),
    };

    [Fact]
    public void Of_NobodyWaiting_IsNothing()
    {
        var none = Of(TwoMails, 0, perHour: 100);
        Assert.Equal((0, false), (none.EntryDays, none.IsAboveCapacity));
        Assert.Empty(none.Channels);
    }

    [Fact]
    public void Of_AllAtOnce_LoadsTheDaysOfTheTouches()
    {
        // 800 treated; 800 mails today and on the second day after; 100 an hour are 2,400 a day.
        var forecast = Of(TwoMails, 1000, perHour: 100);
        Assert.Equal((1000, 200, 1), (forecast.Waiting, forecast.Held, forecast.EntryDays));
        Assert.Equal(new ChannelLoad(Channel.Email, 1600, 800, 2400, 3), Assert.Single(forecast.Channels));
        Assert.False(forecast.IsAboveCapacity);
    }

    [Fact]
    public void Of_MoreThanADayLetsThrough_IsAboveAndTakesAsLongAsTheLimitSays()
    {
        // 8,000 + 8,000 mails at 2,400 a day: the first are out during the fourth day, all on the seventh.
        var forecast = Of(TwoMails, 10_000, perHour: 100);
        Assert.Equal(new ChannelLoad(Channel.Email, 16_000, 8000, 2400, 7), Assert.Single(forecast.Channels));
        Assert.True(forecast.IsAboveCapacity);
    }

    [Fact]
    public void Of_QuietHours_LeaveLessOfTheDay()
    {
        // Overnight from 21 to 8: thirteen hours are open.
        var forecast = Of(TwoMails with { QuietHours = new(new(21, 0), new(8, 0), TimeSpan.Zero) }, 1000, perHour: 100);
        Assert.Equal(1300, forecast.Channels[0].PerDay);
    }

    [Fact]
    public void Of_ACeilingWithARamp_SpreadsEntryAndOverlapsTouches()
    {
        // Ramp of 2 days to 400: 200, 400, 400 enter. Mails: 160, 320, 320 + 160, 320, 320.
        var forecast = Of(TwoMails with { Entry = new(400, Threshold.Days(2)) }, 1000, perHour: 100);
        Assert.Equal(3, forecast.EntryDays);
        Assert.Equal(new ChannelLoad(Channel.Email, 1600, 480, 2400, 5), Assert.Single(forecast.Channels));
    }

    [Fact]
    public void Of_ACeilingThatNeverComesToAnEnd_SaysMoreThanTheDaysLookedAt()
    {
        var forecast = Of(TwoMails with { Entry = new(1) }, 1_000_000, perHour: 100);
        Assert.Equal(EntryForecast.MaxDays + 1, forecast.EntryDays);
        Assert.Contains("more than 3650 days", ForecastText.Of(forecast), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoLimit_IsNeverAbove() => Assert.False(EntryForecast.Of(TwoMails, 1_000_000_000, Given.Noon, _ => null).IsAboveCapacity);

    private static EntryForecast Of(Campaign campaign, long waiting, int perHour) =>
        EntryForecast.Of(campaign, waiting, Given.Noon, _ => new PaceLimits(30, perHour));
}
