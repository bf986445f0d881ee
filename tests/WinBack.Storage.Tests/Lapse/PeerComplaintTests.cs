using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>What users of other systems reported of finding the lapsed, each by its thread; through the whole system.</summary>
public sealed class PeerComplaintTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public async Task Mautic1818_NotActiveForDays_EntersTheCampaign()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Noon), Given.Purchase(Noon.AddMinutes(1), user: "ben"));
        world.Clock.SetUtcNow(Noon.AddDays(30));
        await world.ScanAsync();

        Assert.Equal((1, 0), ((await world.UserAsync()).Open.Count, (await world.UserAsync("ben")).Open.Count));
    }

    [Theory]
    [InlineData(15, 59, 0)]
    [InlineData(16, 0, 1)]
    public async Task Mautic15191_RuleOfSixteenHours_IsNotRoundedToDays(int hours, int minutes, int enrolled)
    {
        var world = new AWorld(campaigns: Given.Campaign() with { Lapse = new(Given.Threshold("PT16H"), ["purchase"]) });
        await world.ApplyAsync(Given.Purchase(Noon));
        world.Clock.SetUtcNow(Noon.AddHours(hours).AddMinutes(minutes));

        Assert.Equal(enrolled, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task Dittofeed995_SystemIdle_AsksNothingOfTheBase()
    {
        Assert.Equal(await IdleDayAsync(users: 1), await IdleDayAsync(users: 2_000));

        static async Task<long> IdleDayAsync(int users)
        {
            var tables = new CountingTables(new MemoryTables());
            var world = new AWorld(tables, campaigns: Given.Campaign());
            await world.ApplyAsync([.. Enumerable.Range(0, users).Select(i => Given.Purchase(Noon, user: $"u{i}"))]);
            for (var minute = 0; minute < 60; minute++)
                await AdvanceAsync(TimeSpan.FromMinutes(1));     // the back-fill of a new campaign is done
            tables.Reset();
            for (var hour = 0; hour < 24; hour++)
                await AdvanceAsync(TimeSpan.FromHours(1));
            return tables.Sum().Total;

            async Task AdvanceAsync(TimeSpan time)
            {
                world.Clock.Advance(time);
                await world.ScanAsync();
            }
        }
    }

    [Fact]
    public async Task Parcelvoy684_LongHistory_IsNotReadToJudge()
    {
        Assert.Equal(await CheckAsync(events: 1), await CheckAsync(events: 400));

        static async Task<OperationCounts> CheckAsync(int events)
        {
            var tables = new CountingTables(new MemoryTables());
            var world = new AWorld(tables, campaigns: Given.Campaign());
            for (var i = events; i > 0; i--)
                await world.ApplyAsync(Given.Purchase(Noon.AddMinutes(-i), $"e{i}"));
            world.Clock.SetUtcNow(Noon.AddDays(30));
            tables.Reset();
            Assert.Equal(1, (await world.ScanAsync()).Enrolled);
            return tables.Sum();
        }
    }

    [Fact]
    public async Task Parcelvoy512_MatchesButNeverEnters_SaysWhy()
    {
        var world = new AWorld(campaigns: Given.Campaign() with { Audience = new Condition.Field("reach.email", Comparison.Is, [FieldValue.Of(true)]) });
        await world.ApplyAsync(Given.Purchase(Noon));
        world.Clock.SetUtcNow(Noon.AddDays(31));
        await world.ScanAsync();

        var why = await new WhyReader(world.People, world.Campaigns, world.Options, world.Clock).ReadAsync("anna", Given.Campaign().Id);
        Assert.Contains("reach.email", why.NotEntered!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mautic9636_RelativeDate_StaysRelative()
    {
        var world = await LapsedAsync(Given.Campaign());
        await world.ApplyAsync(Given.Purchase(world.Now, "back"));

        world.Clock.Advance(TimeSpan.FromDays(29));
        await world.ScanAsync();
        Assert.Empty((await world.UserAsync()).Open);   // came back, and is not lapsed any more
    }

    [Fact]
    public async Task Mautic7338And16026_SecondLapse_EntersAgainAndBeginsWithTheFirstTouch()   // and mautic#6447
    {
        var world = await LapsedAsync(Given.Campaign() with { Touches = [Given.Touch("one", "PT0H"), Given.Touch("two", "P3D")] });
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.ApplyAsync(Given.Purchase(world.Now, "back"));
        world.Clock.Advance(TimeSpan.FromDays(40));
        await world.ScanAsync();

        var open = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal((2, 0, "one"), (open.Episode, open.Touch, open.Touches[0].Id));
    }

    [Fact]
    public async Task Mautic7881_LapsedOnce_IsNotEnrolledAgainForTheSameSilence()
    {
        var world = await LapsedAsync(Given.Campaign());
        for (var day = 0; day < 90; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.ScanAsync();
        }

        Assert.Single(world.Sequences.Started);
    }

    [Fact]
    public async Task Mautic6054_StepsReplacedInALiveCampaign_ReachNobodyWhoIsInItOrFinishedIt()
    {
        var world = await LapsedAsync(Given.Campaign());
        var replaced = Given.Campaign() with { Version = 2, Touches = [Given.Touch("new", "PT0H")] };
        world.Campaigns.Set = new CampaignSet(2, [replaced], [Given.Campaign()]);
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.ScanAsync();

        var open = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal((1, "reminder"), (open.Version, open.Touches[0].Id));
        Assert.Single(world.Sequences.Started);
    }

    [Fact]
    public async Task Mautic5423_FinishedCampaign_LooksAtNobody()
    {
        var world = await LapsedAsync(Given.Campaign());
        world.Clock.Advance(TimeSpan.FromDays(15));
        await world.ScanAsync();   // the window closes

        var looked = 0;
        for (var day = 0; day < 60; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            looked += (await world.ScanAsync()).Due;
        }

        Assert.Equal(0, looked);
        Assert.Empty(await world.DueRowsAsync());
    }

    [Fact]
    public async Task Parcelvoy548_SecondPass_DoesNotSeeTheEventsOfTheFirst()
    {
        var world = await LapsedAsync(Given.Campaign());
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.ApplyAsync(Given.Purchase(world.Now, "back", value: 50));
        world.Clock.Advance(TimeSpan.FromDays(40));
        await world.ScanAsync();

        var open = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal((EnrolmentStatus.Running, null, null, 0m), (open.Status, open.ReturnedAt, open.ConvertedAt, open.Revenue));
    }

    [Fact]
    public async Task Parcelvoy465_AttributeChanges_TheAudienceNotices()
    {
        var world = new AWorld(campaigns: Given.Campaign() with { Audience = new Condition.Field("reach.email", Comparison.Is, [FieldValue.Of(true)]) });
        await world.ApplyAsync(Given.Purchase(Noon));
        world.Clock.SetUtcNow(Noon.AddDays(31));
        Assert.Equal(0, (await world.ScanAsync()).Enrolled);

        await world.ApplyAsync(Given.Reachable(world.Now));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
    }

    [Fact]
    public async Task ClockSkew_EventALittleAhead_IsTakenAndOnlyDelaysTheLapse()
    {
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Noon.AddMinutes(10)));   // the most that is accepted
        world.Clock.SetUtcNow(Noon.AddDays(30).AddMinutes(9));
        Assert.Equal(0, (await world.ScanAsync()).Enrolled);
        world.Clock.SetUtcNow(Noon.AddDays(30).AddMinutes(10));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
    }

    private static async Task<AWorld> LapsedAsync(Campaign campaign)
    {
        var world = new AWorld(campaigns: campaign);
        await world.ApplyAsync(Given.Purchase(Noon));
        world.Clock.SetUtcNow(Noon.AddDays(30));
        Assert.Equal(1, (await world.ScanAsync()).Enrolled);
        return world;
    }
}
