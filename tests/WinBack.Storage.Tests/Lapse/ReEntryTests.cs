using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>Second lapses, groups and sunsets through the whole system; what users of other systems reported, each by its thread.</summary>
public sealed class ReEntryTests
{
    private static readonly Campaign Cool = Given.Campaign() with { CoolDown = Threshold.Zero };

    [Fact]
    public async Task Mautic7338_ReEntryAfterTheTimeBetween_EntersAgain_AndNotBefore()
    {
        var world = await LapsedAsync(Cool with { ReEntry = new(Threshold.Days(100)) });
        await BackAndSilentAsync(world, days: 60);
        Assert.Single(world.Sequences.Started);

        await PassAsync(world, days: 10);
        Assert.Single(world.Sequences.Started);
        await PassAsync(world, days: 40);
        Assert.Equal([1, 2], world.Sequences.Started.Select(start => start.Episode));
    }

    [Fact]
    public async Task Mautic7881_ReEntryNever_ReturningPeopleGetNothingAgain()
    {
        var world = await LapsedAsync(Cool with { ReEntry = ReEntry.Never });
        for (var i = 0; i < 4; i++)
            await BackAndSilentAsync(world, days: 60);

        Assert.Single(world.Sequences.Started);
        Assert.Null((await world.UserAsync()).NextCheck);
    }

    [Fact]
    public async Task AtMostThree_EntersThreeTimes()
    {
        var world = await LapsedAsync(Cool with { ReEntry = new(AtMost: 3) });
        for (var i = 0; i < 5; i++)
            await BackAndSilentAsync(world, days: 60);

        Assert.Equal([1, 2, 3], world.Sequences.Started.Select(start => start.Episode));
    }

    // A gate of the second run must not read what the person did in the first.
    [Fact]
    public async Task Parcelvoy548_SecondPass_ReadsNothingOfTheFirst()
    {
        var survey = new Survey("why", "Why?", [new("a", "A"), new("b", "B")], "Thanks");
        var world = await LapsedAsync(Cool with { Survey = survey });
        await world.ApplyAsync(Given.Event(Survey.EventType, world.Now.AddMinutes(1), "said") with
        {
            Properties = System.Text.Json.JsonSerializer.SerializeToElement(new { campaign = "replenish", survey = "why", answer = "a" }),
        });
        var open = (await world.UserAsync()).Open[0];
        await world.People.ChangeAsync("anna", change => { change.User = change.User.With(open, each => each.With("reminder", isClick: true, world.Now)); return true; }, world.Sequences, default);
        await BackAndSilentAsync(world, days: 40);

        var second = Assert.Single((await world.UserAsync()).Open);
        Assert.Equal((2, 0), (second.Episode, second.Touch));
        Assert.Empty(second.Engaged);
        Assert.Null(second.Answered);
        Assert.Null(second.ReturnedAt);
    }

    [Fact]
    public async Task Group_LowerWaitsUntilTheWindowCloses_ThenEnters_AndWhySaysSo()
    {
        var world = await LapsedAsync(Given.Campaign("first") with { Group = "winback", Priority = 5 }, Given.Campaign("then") with { Group = "winback" });

        Assert.Equal("first", Assert.Single((await world.UserAsync()).Open).Campaign);
        var why = await new WhyReader(world.People, world.Campaigns, world.Options, world.Clock).ReadAsync("anna", "then");
        Assert.StartsWith("enrolled in first, of the same group winback; looked at again when that window closes, 2027-01-", why.NotEntered!.Reason, StringComparison.Ordinal);
        await PassAsync(world, days: 16);
        Assert.Equal("then", Assert.Single((await world.UserAsync()).Open).Campaign);
        Assert.Equal(["first", "then"], world.Sequences.Started.Select(start => start.Campaign));
    }

    // What stood in the way was no lapse: the other campaign does not wait for a window that is gone.
    [Fact]
    public async Task Group_EnrolmentThatWasVoid_KeepsNobodyOut()
    {
        var world = await LapsedAsync(
            Given.Campaign("first") with { Group = "winback", Priority = 5 },
            Given.Campaign("then") with { Group = "winback", Lapse = new(Threshold.Days(20), ["visit"]) });
        await world.ApplyAsync(Given.Purchase(world.Now.AddDays(-1), "late"));
        Assert.Empty((await world.UserAsync()).Open);
        await PassAsync(world, days: 1);

        Assert.Equal("then", Assert.Single((await world.UserAsync()).Open).Campaign);
    }

    [Fact]
    public async Task Sunset_AfterTwoUnansweredCampaigns_NobodyTakesThePersonIn_UntilTheyDoSomething()
    {
        var world = await LapsedAsync(
            Given.Campaign("a") with { Sunset = new(2) }, Given.Campaign("b", "P60D") with { Sunset = new(2) }, Given.Campaign("c", "P100D") with { Sunset = new(2) });
        await PassAsync(world, days: 90);
        var user = await world.UserAsync();
        Assert.Equal(("b", 2), (user.Sunset!.Campaign, user.Sunset.Episodes));
        Assert.Equal(["a", "b"], world.Sequences.Started.Select(start => start.Campaign));
        var why = await new WhyReader(world.People, world.Campaigns, world.Options, world.Clock).ReadAsync("anna", "c");
        Assert.Contains("2 episodes of b in a row were not answered", why.NotEntered!.Reason, StringComparison.Ordinal);

        await world.ApplyAsync(Given.Event("visit", world.Now, "visit-1"));
        Assert.Null((await world.UserAsync()).Sunset);
        await PassAsync(world, days: 1);
        Assert.Equal("c", Assert.Single((await world.UserAsync()).Open).Campaign);      // which names no visit
    }

    [Fact]
    public async Task Sunset_ProjectsDefault_HoldsWhereACampaignSaysNothing()
    {
        var world = new AWorld(campaigns: [Given.Campaign("a")]);
        world.Options.SunsetAfter = 1;
        await world.ApplyAsync(Given.Reachable(world.Now), Given.Purchase(world.Now));
        await PassAsync(world, days: 60);

        Assert.NotNull((await world.UserAsync()).Sunset);
    }

    private static async Task<AWorld> LapsedAsync(params Campaign[] campaigns)
    {
        var world = new AWorld(campaigns: campaigns);
        await world.ApplyAsync(Given.Reachable(world.Now), Given.Event("visit", world.Now.AddDays(-1), "first-visit"), Given.Purchase(world.Now));
        world.Clock.Advance(TimeSpan.FromDays(31));
        await world.ScanAsync();
        return world;
    }

    private static async Task BackAndSilentAsync(AWorld world, int days)
    {
        await world.ApplyAsync(Given.Purchase(world.Now.AddMinutes(1), $"back-{world.Now:yyyyMMdd}"));
        await PassAsync(world, days);
    }

    private static async Task PassAsync(AWorld world, int days)
    {
        for (var day = 0; day < days; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.ScanAsync();
        }
    }
}
