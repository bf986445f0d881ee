using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>What was kept long enough goes; what an audit, a report or a running enrolment needs stays.</summary>
public sealed class RetentionPurgeTests
{
    private static readonly Campaign Replenish = Given.Campaign() with { Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")] };

    private readonly MemoryTables _tables = new();
    private readonly ReportingWorld _world;

    public RetentionPurgeTests() => _world = new(_tables, Replenish);

    [Fact]
    public async Task Run_EnrolmentClosedLongAgo_GoesWithAllThatBelongsToIt()
    {
        await LivedAsync();
        var report = await ReportAsync();
        Assert.Equal(2, Rows("a|"));
        await JumpAsync(TimeSpan.FromDays(400));

        Assert.Equal(new PurgeResult(1, 1, 1), await _world.Purge.RunAsync());

        Assert.Equal((0, 0, 0, 0), (Rows("n|"), Rows("l|"), Rows("a|"), _tables.All().Count(each => each.Table == "Outbox" && each.Row.Row != "latest")));
        Assert.Equal("profile-order-1", Assert.Single(await _world.People.EventsAsync("anna")).Id);   // the proof of consent
        Assert.True((await _world.Audit.ReadAsync()).IsClean);
        Assert.Equal(report, await ReportAsync());                                                    // facts are the record
        Assert.NotNull((await _world.People.FindAsync("anna"))!.Profile.Email);
    }

    [Fact]
    public async Task Run_ADayTooEarly_DeletesNothingOfIt()
    {
        await LivedAsync();
        var closes = (await _world.People.EnrolmentsAsync("anna")).Single().WindowEnds;
        await JumpAsync(closes.AddDays(_world.Retention.EnrolmentDays).AddTicks(-1) - _world.Now);

        Assert.Equal(0, (await _world.Purge.RunAsync()).Enrolments);
        Assert.Equal((1, 2, 2), (Rows("n|"), Rows("l|"), Rows("a|")));
        Assert.Equal(2, (await _world.People.EventsAsync("anna")).Count);                             // what it was judged by stays with it
        Assert.True((await _world.Audit.ReadAsync()).IsClean);
    }

    // Told of by a profile, and active for the first time 300 days later: what was told is old before 400 days have passed since the act.
    [Fact]
    public async Task Run_ProfileEventLongBeforeTheFirstActivity_GoesAtItsAge()
    {
        await _world.HearAsync(new IncomingEvent { Id = "told", UserId = "anna", Type = IncomingEvent.ProfileType, At = _world.Now, Profile = new() { Fields = new Dictionary<string, GivenField<string?>> { ["name"] = new("Anna", _world.Now) } } });
        _world.Clock.Advance(TimeSpan.FromDays(300));
        await _world.HearAsync(Given.Purchase(_world.Now, "order-1", "anna"));
        _world.Clock.Advance(TimeSpan.FromDays(101));

        Assert.Equal(new PurgeResult(1, 0, 1), await _world.Purge.RunAsync());
        Assert.Equal("order-1", Assert.Single(await _world.People.EventsAsync("anna")).Id);
    }

    [Fact]
    public async Task Run_OpenEnrolment_StaysHoweverOldItsWindow()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(31);
        _world.Clock.Advance(TimeSpan.FromDays(1000));   // nobody closes it

        Assert.Equal(new PurgeResult(1, 0, 0), await _world.Purge.RunAsync());
        Assert.Equal((1, 2), (Rows("n|"), Rows("v|")));
    }

    [Fact]
    public async Task Run_SuppressionsAndTombstones_AreForGood()
    {
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "ben@example.com", "stop", _world.Now));
        await _tables.Open(PeopleKeys.Table).BatchAsync("00", [new Storage.Tables.RowChange.Insert(PeopleKeys.Tombstone("AB"), "{}"u8.ToArray())]);
        _world.Clock.Advance(TimeSpan.FromDays(5000));
        await _world.Purge.RunAsync();

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "ben@example.com"));
        Assert.Equal(1, Rows("x|"));
    }

    [Fact]
    public async Task Run_MoreUsersThanANightLooksAt_GoesOnBehindThem()
    {
        for (var i = 0; i < 12; i++)
            await _world.HearAsync(Given.Purchase(_world.Now, "order-1", $"user{i}"));
        _world.Clock.Advance(TimeSpan.FromDays(401));
        _world.Retention.UsersPerShard = 2;

        var nights = 0;
        while (Rows("v|") > 0 && nights < 12)
        {
            Assert.InRange((await _world.Purge.RunAsync()).Users, 1, 2 * ReportingWorld.Layout.PeopleShards);
            nights++;
        }

        Assert.Equal(0, Rows("v|"));
        Assert.InRange(nights, 2, 7);
    }

    [Fact]
    public async Task Run_AgainWithinTheWeek_LooksAtNobody()
    {
        await _world.BuysAsync("anna");
        Assert.Equal(1, (await _world.Purge.RunAsync()).Users);
        _world.Clock.Advance(RetentionPurge.Between - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await _world.Purge.RunAsync()).Users);
        _world.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, (await _world.Purge.RunAsync()).Users);
    }

    [Fact]
    public async Task Run_UsersWithNothingOld_CostOnlyTheirShareOfAPage()
    {
        var counting = new CountingTables(_tables);
        var world = new ReportingWorld(counting, Replenish);
        for (var i = 0; i < 20; i++)
            await world.BuysAsync($"user{i}");
        await world.AdvanceDaysAsync(30 + 7 + 14 + 1);
        Assert.Equal(20, Rows("n|"));
        counting.Reset();

        Assert.Equal(20, (await world.Purge.RunAsync()).Users);
        Assert.Equal(3 * ReportingWorld.Layout.PeopleShards, counting.Sum().Total);   // where it stood, one page, and where it stands
    }

    private async Task LivedAsync()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(30 + 7 + 14 + 1);
        Assert.Empty((await _world.People.FindAsync("anna"))!.Open);
        Assert.Equal(2, (await _world.People.LedgerAsync("anna")).Count);
    }

    private async Task JumpAsync(TimeSpan time)
    {
        _world.Clock.Advance(time);
        await _world.AdvanceAsync(TimeSpan.Zero);
        await _world.ScanAsync();
    }

    private async Task<string> ReportAsync() =>
        System.Text.Json.JsonSerializer.Serialize(await _world.Report.ReadAsync(Replenish.Id, DateOnly.FromDateTime(Given.Noon.Date), DateOnly.FromDateTime(Given.Noon.Date.AddDays(100))));

    private int Rows(string prefix) => _tables.All().Count(each => each.Table == PeopleKeys.Table && each.Row.Row.StartsWith(prefix, StringComparison.Ordinal));
}
