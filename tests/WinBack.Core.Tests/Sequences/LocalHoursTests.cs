using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using Xunit;

namespace WinBack.Core.Tests.Sequences;

public sealed class LocalHoursTests
{
    [Theory]   // 24 November 2026 is a Tuesday
    [InlineData("18:00", "", "2026-11-24T12:00:00Z", "2026-11-24T18:00:00Z")]
    [InlineData("18:00", "", "2026-11-24T18:00:00Z", "2026-11-24T18:00:00Z")]       // at that very instant
    [InlineData("18:00", "", "2026-11-24T18:00:00.001Z", "2026-11-25T18:00:00Z")]   // planned, it is never late
    [InlineData("18:00", "mon thu", "2026-11-24T12:00:00Z", "2026-11-26T18:00:00Z")]
    [InlineData("18:00", "tue", "2026-11-24T18:01:00Z", "2026-12-01T18:00:00Z")]
    [InlineData("17:00-20:00", "", "2026-11-24T12:00:00Z", "2026-11-24T17:00:00Z")]
    [InlineData("17:00-20:00", "", "2026-11-24T19:59:59Z", "2026-11-24T19:59:59Z")]
    [InlineData("17:00-20:00", "", "2026-11-24T20:00:00Z", "2026-11-25T17:00:00Z")]
    [InlineData("17:00-20:00", "sat", "2026-11-24T18:00:00Z", "2026-11-28T17:00:00Z")]
    [InlineData("22:00-02:00", "fri", "2026-11-24T18:00:00Z", "2026-11-27T00:00:00Z")]   // days are the calendar's
    [InlineData("22:00-02:00", "fri", "2026-11-27T02:00:00Z", "2026-11-27T22:00:00Z")]
    [InlineData("22:00-02:00", "", "2026-11-24T23:30:00Z", "2026-11-24T23:30:00Z")]
    [InlineData("", "sun", "2026-11-24T18:00:00Z", "2026-11-29T00:00:00Z")]
    [InlineData("09:00", "thu", "2028-02-25T12:00:00Z", "2028-03-02T09:00:00Z")]         // over a leap day
    [InlineData("09:00", "tue", "2028-02-25T12:00:00Z", "2028-02-29T09:00:00Z")]         // on one
    public void Plan_InUtc_IsTheNextAllowedInstant(string time, string days, string from, string planned) =>
        Assert.Equal(At(planned), LocalHours.Plan(Hours(time, days), At(from), DateTimeZone.Utc));

    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]        // skipped: 03:00, the next there is
    [InlineData("Europe/Berlin", "02:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]        // twice: the first
    [InlineData("Europe/Berlin", "02:30", "2026-10-25T00:30:01Z", "2026-10-26T01:30:00Z")]        // the second is none
    [InlineData("Europe/Berlin", "18:00", "2026-03-29T12:00:00Z", "2026-03-29T16:00:00Z")]
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-03T12:00:00Z", "2026-10-03T15:30:00Z")]  // forward by half an hour, at 02:00
    [InlineData("Asia/Kathmandu", "18:00", "2026-11-24T00:00:00Z", "2026-11-24T12:15:00Z")]
    [InlineData("Pacific/Apia", "18:00", "2011-12-30T08:00:00Z", "2011-12-31T04:00:00Z")]         // the 30th never was: not at midnight, but on the 31st
    [InlineData("Africa/Casablanca", "02:30", "2026-02-14T12:00:00Z", "2026-02-15T01:30:00Z")]    // set back for Ramadan at 03:00
    public void Plan_ClocksChange_KeepsTheLocalHour(string zone, string time, string from, string planned) =>
        Assert.Equal(At(planned), LocalHours.Plan(Hours(time, ""), At(from), DateTimeZoneProviders.Tzdb[zone]));

    [Theory]
    [InlineData("18:00", "2026-11-24T17:59:59Z", false)]
    [InlineData("18:00", "2026-11-24T18:00:00Z", true)]
    [InlineData("18:00", "2026-11-24T18:59:59Z", true)]    // tokens and wake-ups take their time
    [InlineData("18:00", "2026-11-24T19:00:00Z", false)]
    [InlineData("23:30", "2026-11-25T00:29:00Z", true)]    // over midnight
    [InlineData("23:30", "2026-11-25T00:30:00Z", false)]
    public void Allow_AtALocalTime_LastsAnHour(string time, string at, bool allowed) =>
        Assert.Equal(allowed, LocalHours.Allow(Hours(time, ""), At(at), DateTimeZone.Utc));

    [Fact]
    public void Plan_NoHours_IsTheInstantItself() => Assert.Equal(At("2026-11-24T12:00:00Z"), LocalHours.Plan(null, At("2026-11-24T12:00:00Z"), DateTimeZone.Utc));

    /// <summary>Hours as a test writes them.</summary>
    internal static TouchHours Hours(string time, string days)
    {
        var named = days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => Enum.GetValues<IsoDayOfWeek>().First(each => each.ToString().StartsWith(day, StringComparison.OrdinalIgnoreCase)));
        var ends = time.Split('-');
        return new(
            named.ToHashSet(),
            ends is [{ Length: > 0 } at] ? Time(at) : null,
            ends is [var from, var to] ? new(Time(from), Time(to)) : null);
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
