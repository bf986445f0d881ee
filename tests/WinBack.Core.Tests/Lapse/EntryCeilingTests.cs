using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class EntryCeilingTests
{
    private static readonly DateOnly Published = new(2026, 11, 24);

    [Fact]
    public void On_NoCeiling_IsNone() => Assert.Null(EntryCeiling.On(new(Ramp: Threshold.Days(10)), Published, Published));

    [Fact]
    public void On_NoRamp_IsTheMostAtOnce() => Assert.Equal(100, EntryCeiling.On(new(100), Published, Published));

    [Theory]
    [InlineData(-1, 25)]   // a clock behind the publisher's
    [InlineData(0, 25)]    // the first day included
    [InlineData(1, 50)]
    [InlineData(3, 100)]
    [InlineData(4, 100)]
    [InlineData(400, 100)]
    public void On_RampOfFourDays_GrowsByAQuarterADay(int day, int most) =>
        Assert.Equal(most, EntryCeiling.On(new(100, Threshold.Days(4)), Published, Published.AddDays(day)));

    [Fact]
    public void On_LessThanOneADay_LetsOneIn() => Assert.Equal(1, EntryCeiling.On(new(3, Threshold.Days(90)), Published, Published));
}
