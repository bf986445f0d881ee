using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>Promise 5 beyond quiet hours: a touch's own hours and days, and a country's for text messages; each broken once, past every rule.</summary>
public sealed class AuditHoursTests
{
    // It lapses on a Thursday at noon.
    [Fact]
    public async Task Promise5_SentOutsideTheTouchsWindow_IsFound()
    {
        var world = await LapsedAsync(new(new HashSet<IsoDayOfWeek>(), Window: new(new(12, 0), new(15, 0))));
        await FoundAsync(world, TimeSpan.FromHours(3), "where touch second goes only 12:00 to 15:00 Etc/UTC");
    }

    [Fact]
    public async Task Promise5_SentOnAnotherDay_IsFound()
    {
        var world = await LapsedAsync(new(new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Thursday }));
        await FoundAsync(world, TimeSpan.FromDays(1), "where touch second goes only all day on thu Etc/UTC");
    }

    [Fact]
    public async Task Promise5_SentLongAfterTheTouchsHour_IsFound()
    {
        var world = await LapsedAsync(new(new HashSet<IsoDayOfWeek>(), At: new(12, 30)));
        await FoundAsync(world, TimeSpan.FromMinutes(91), "where touch second goes only 12:30 Etc/UTC");
    }

    [Theory]
    [InlineData("US", 8, false)]    // until 21:00
    [InlineData("US", 9, true)]
    [InlineData("DE", 9, false)]
    public async Task Promise5_TextMessageOutsideItsCountrysHours_IsFound(string country, int hours, bool broken)
    {
        var world = await LapsedAsync(own: null, country);
        await world.AdvanceAsync(TimeSpan.FromHours(hours));
        await world.PlantDepartureAsync("anna", "second", Channel.Sms);

        Assert.Equal(
            broken ? [$"sent 2026-12-24 21:00:00Z, where text messages to US go only 08:00 to 21:00 Etc/UTC"] : [],
            (await world.BrokenAsync(Promise.QuietHoursHold)).Select(each => each.Explanation));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]     // asked for afterwards
    public async Task Promise5_SentInThePersonsOwnQuietHours_IsFound(int asked, bool broken)
    {
        var world = await LapsedAsync(own: null);
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        await world.PlantDepartureAsync("anna", "second");
        await world.PlantAsync("anna", user => user with
        {
            Preferences = new(world.Now.AddHours(asked - 1), PreferredFrequency.Any, PausedUntil: null) { QuietHours = new(new(12, 30), new(14, 0)) },
        });

        Assert.Equal(
            broken ? ["sent 2026-12-24 13:00:00Z, where the person asked for quiet from 12:30 to 14:00 Etc/UTC"] : [],
            (await world.BrokenAsync(Promise.QuietHoursHold)).Select(each => each.Explanation));
    }

    // A day before the merge the known user had not asked for anything; a day after it, what the other had asked for holds for them.
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Promise5_QuietHoursOfAMergedUser_HoldFromTheMerge(bool sentAfter, bool broken)
    {
        var world = await LapsedAsync(own: null);
        await world.HearAsync(Given.Event("visit", world.Now, "visit-1", "anon"));
        await world.PlantAsync("anon", user => user with { Preferences = new(world.Now, PreferredFrequency.Any, PausedUntil: null) { QuietHours = new(new(12, 30), new(14, 0)) } });
        await world.AdvanceAsync(TimeSpan.FromHours(1));
        if (!sentAfter)
            await world.PlantDepartureAsync("anna", "second");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.HearAsync(new IncomingEvent { Id = "merge-1", UserId = "anna", Type = IncomingEvent.ProfileType, At = world.Now, MergeFrom = "anon" });
        var merged = (await world.People.FindAsync("anna"))!.Preferences!;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        if (sentAfter)
            await world.PlantDepartureAsync("anna", "second");

        Assert.Equal((world.Now.AddMinutes(-1), world.Now.AddMinutes(-62)), (merged.HoldsSince, merged.At));
        Assert.Equal(
            broken ? ["sent 2026-12-24 13:02:00Z, where the person asked for quiet from 12:30 to 14:00 Etc/UTC"] : [],
            (await world.BrokenAsync(Promise.QuietHoursHold)).Select(each => each.Explanation));
    }

    [Fact]
    public async Task Promise5_TouchSentWithinAllItsHours_BreaksNothing()
    {
        var world = await LapsedAsync(new(new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Thursday }, Window: new(new(12, 0), new(15, 0))), "US");
        await world.AdvanceDaysAsync(8);

        Assert.Equal(2, (await world.People.LedgerAsync("anna")).Count(row => row.State == AttemptState.Accepted));
        Assert.True((await world.Audit.ReadAsync()).IsClean);
    }

    private static async Task<ReportingWorld> LapsedAsync(TouchHours? own, string country = "DE")
    {
        var world = new ReportingWorld(Given.Campaign() with { Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D", Channel.Email, Channel.Sms) with { Hours = own }] });
        await world.BuysAsync("anna");
        await world.PlantAsync("anna", user => user with { Profile = user.Profile with { Country = new(country, Given.Noon), TimeZone = new("Etc/UTC", Given.Noon) } });
        await world.AdvanceDaysAsync(30);
        Assert.True((await world.Audit.ReadAsync()).IsClean);
        return world;
    }

    private static async Task FoundAsync(ReportingWorld world, TimeSpan later, string how)
    {
        await world.AdvanceAsync(later);
        await world.PlantDepartureAsync("anna", "second");
        var broken = Assert.Single((await world.Audit.ReadAsync()).Violations);

        Assert.Equal((5, "anna"), (broken.Promise, broken.UserId));
        Assert.EndsWith(how, broken.Explanation, StringComparison.Ordinal);
    }
}
