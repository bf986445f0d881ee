using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class QuietHoursRuleTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("22:00", "08:00", "21:59:59", false)]   // overnight
    [InlineData("22:00", "08:00", "22:00:00", true)]
    [InlineData("22:00", "08:00", "00:00:00", true)]
    [InlineData("22:00", "08:00", "07:59:59", true)]
    [InlineData("22:00", "08:00", "08:00:00", false)]
    [InlineData("12:00", "14:00", "11:59:59", false)]   // within a day
    [InlineData("12:00", "14:00", "12:00:00", true)]
    [InlineData("12:00", "14:00", "13:59:59", true)]
    [InlineData("12:00", "14:00", "14:00:00", false)]
    [InlineData("22:00", "00:00", "23:59:59", true)]    // until midnight
    [InlineData("22:00", "00:00", "00:00:00", false)]
    [InlineData("00:00", "06:00", "00:00:00", true)]    // from midnight
    [InlineData("08:00", "08:00", "08:00:00", false)]   // equal ends: none
    public void IsQuiet_AroundTheEnds_IncludesTheFirstMinuteOnly(string from, string to, string time, bool quiet) =>
        Assert.Equal(quiet, QuietHoursRule.IsQuiet(Hours(from, to), At($"2026-11-24T{time}Z"), DateTimeZone.Utc));

    [Theory]
    [InlineData("Asia/Tokyo", "2026-11-24T13:00:00Z", true)]           // 22:00
    [InlineData("Asia/Kolkata", "2026-11-24T02:29:59Z", true)]         // 07:59, half an hour beside the hour
    [InlineData("Asia/Kolkata", "2026-11-24T02:30:00Z", false)]
    [InlineData("America/Los_Angeles", "2026-11-24T05:59:59Z", false)] // 21:59 the day before
    [InlineData("Pacific/Kiritimati", "2026-11-24T08:00:00Z", true)]   // 22:00, fourteen hours ahead
    public void IsQuiet_AnotherZone_IsJudgedByThePersonsWall(string zone, string at, bool quiet) =>
        Assert.Equal(quiet, QuietHoursRule.IsQuiet(Hours("22:00", "08:00"), At(at), DateTimeZoneProviders.Tzdb[zone]));

    [Theory]
    [InlineData("2026-11-24T22:30:00Z", "2026-11-25T08:00:00Z")]   // before midnight: the next morning
    [InlineData("2026-11-25T01:00:00Z", "2026-11-25T08:00:00Z")]   // after midnight: this morning
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01T08:00:00Z")]
    [InlineData("2028-02-28T23:00:00Z", "2028-02-29T08:00:00Z")]
    public void ReleaseAt_Night_IsTheMorningAfter(string at, string release) =>
        Assert.Equal(At(release), QuietHoursRule.ReleaseAt(Hours("22:00", "08:00"), At(at), DateTimeZone.Utc, 0));

    [Fact]
    public void ReleaseAt_NotQuiet_IsNull() =>
        Assert.Null(QuietHoursRule.ReleaseAt(Hours("22:00", "08:00"), At("2026-11-24T12:00:00Z"), DateTimeZone.Utc, 0.5));

    [Fact]
    public void ReleaseAt_QuietAtNoon_IsTheSameDay() =>
        Assert.Equal(At("2026-11-24T14:00:00Z"), QuietHoursRule.ReleaseAt(Hours("12:00", "14:00"), At("2026-11-24T13:00:00Z"), DateTimeZone.Utc, 0));

    [Theory]
    [InlineData("02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]   // 02:30 never was: the next valid instant, 03:00
    [InlineData("08:00", "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")]   // the night the clock goes forward is an hour shorter
    [InlineData("08:00", "2026-10-24T21:00:00Z", "2026-10-25T07:00:00Z")]   // and longer when it goes back
    [InlineData("02:30", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")]   // 02:30 is twice: the first
    [InlineData("02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]   // asked in the second pass: the second
    [InlineData("02:00", "2026-10-25T00:00:00Z", null)]                     // 02:00 sharp, first pass: not quiet
    public void ReleaseAt_ClocksChange_IsTheRightInstant(string to, string at, string? release) =>
        Assert.Equal(release is null ? null : At(release), QuietHoursRule.ReleaseAt(Hours("22:00", to), At(at), Berlin, 0));

    [Fact]
    public void ReleaseAt_SpreadRunsIntoTheSecondPass_IsHeldAgain()
    {
        // 02:30 in the first pass plus 40 minutes is 02:10 in the second: quiet once more, so the release moves behind that one.
        var hours = Hours("22:00", "02:30", TimeSpan.FromMinutes(80));

        var release = QuietHoursRule.ReleaseAt(hours, At("2026-10-24T23:00:00Z"), Berlin, 0.5);
        Assert.Equal(At("2026-10-25T02:10:00Z"), release);
    }

    [Fact]
    public void ReleaseAt_ClockIsSetBackOutOfTheQuietSpan_IsThatInstant() =>   // 03:00 becomes 02:00, which is not quiet until 02:30 comes again
        Assert.Equal(At("2026-10-25T01:00:00Z"), QuietHoursRule.ReleaseAt(Hours("02:30", "03:30"), At("2026-10-25T00:45:00Z"), Berlin, 0));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 15)]
    [InlineData(0.9, 27)]
    public void ReleaseAt_Place_IsSpreadAfterTheEnd(double place, int minutes) => Assert.Equal(
        At("2026-11-25T08:00:00Z").AddMinutes(minutes),
        QuietHoursRule.ReleaseAt(Hours("22:00", "08:00", TimeSpan.FromMinutes(30)), At("2026-11-24T23:00:00Z"), DateTimeZone.Utc, place));

    [Fact]
    public void ReleaseAt_SpreadLongerThanTheOpenDay_EndsBeforeTheNextNight() => Assert.Equal(
        At("2026-11-25T15:00:00Z"),   // half of the 14 open hours, not of 48
        QuietHoursRule.ReleaseAt(Hours("22:00", "08:00", TimeSpan.FromHours(48)), At("2026-11-24T23:00:00Z"), DateTimeZone.Utc, 0.5));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]   // the clock moves by half an hour
    [InlineData("Pacific/Apia")]          // skipped 30 December 2011 whole
    [InlineData("Africa/Casablanca")]
    public void ReleaseAt_EveryQuarterHourOfManyDays_IsLaterAndNotQuiet(string zone)
    {
        var tz = DateTimeZoneProviders.Tzdb[zone];
        foreach (var hours in new[] { Hours("22:00", "08:00", TimeSpan.FromMinutes(30)), Hours("23:30", "02:30"), Hours("01:00", "03:00", TimeSpan.FromHours(30)), Hours("12:00", "14:00") })
        {
            foreach (var start in new[] { At("2011-12-27T00:00:00Z"), At("2026-03-01T00:00:00Z"), At("2026-10-01T00:00:00Z") })
            {
                for (var at = start; at < start.AddDays(40); at = at.AddMinutes(15))
                {
                    var release = QuietHoursRule.ReleaseAt(hours, at, tz, 0.99);
                    Assert.Equal(QuietHoursRule.IsQuiet(hours, at, tz), release is not null);
                    Assert.True(release is null || (release > at && !QuietHoursRule.IsQuiet(hours, release.Value, tz)), $"{at:O} {hours}");
                }
            }
        }
    }

    private static QuietHours Hours(string from, string to, TimeSpan spread = default) =>
        new(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), spread);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
