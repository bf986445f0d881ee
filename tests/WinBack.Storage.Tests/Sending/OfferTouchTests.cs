using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Touches with an offer through the whole of a contact, over real tables, and with the process killed between any two writes.</summary>
public sealed class OfferTouchTests
{
    private static readonly Offer Spring = new() { Id = "spring", Value = new() { Amount = 5, Currency = "EUR" } };

    [Fact]
    public async Task Contact_WithAnOffer_SaysACodeOfTheirOwnInEveryTouchAndCountsItOnce()
    {
        var (world, states) = await EnrolledAsync(Spring, ["anna", "ben"], codes: 5);

        foreach (var state in states)
        {
            var after = await ContactAsync(world, state);
            world.Clock.Advance(TimeSpan.FromDays(3));
            await ContactAsync(world, after);
        }

        var said = world.Provider.Calls.GroupBy(call => call.UserId).Select(calls => Assert.Single(calls.Select(call => call.Content.Text).Distinct())).ToList();
        Assert.Equal(2, said.Distinct().Count());
        Assert.All(said, text => Assert.StartsWith("Take CODE-", text, StringComparison.Ordinal));
        Assert.Equal(new(3, 2, 0, 10), await Stock(world).CountAsync("spring"));
        Assert.Equal(2, await FactsAsync(world, FactKind.OfferGiven));
    }

    [Fact]
    public async Task Contact_HeldOut_TakesNoCode()
    {
        var (world, states) = await EnrolledAsync(Spring, ["anna"], codes: 1, holdout: 1);

        await ContactAsync(world, states[0]);

        Assert.Equal(new(1, 0, 0, 0), await Stock(world).CountAsync("spring"));
        Assert.Contains((await world.People.LedgerAsync("anna"))[0].Findings, finding => finding is { Rule: "offer", Passed: true });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Contact_NoCodeLeftAndSkip_PassesInBothArmsAlike(double heldOut)
    {
        var (world, states) = await EnrolledAsync(Spring with { WhenExhausted = WhenExhausted.Skip }, ["anna"], codes: 0, holdout: heldOut);

        await ContactAsync(world, states[0]);

        Assert.Empty(world.Provider.Calls);
        var row = Assert.Single(await world.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Skipped, "spring: no code is left"), (row.State, row.Reason));
    }

    [Fact]
    public async Task Contact_NoCodeLeft_GoesOutWithout()
    {
        var (world, states) = await EnrolledAsync(Spring, ["anna"], codes: 0);
        await ContactAsync(world, states[0]);
        Assert.Equal("Take none", Assert.Single(world.Provider.Calls).Content.Text);
    }

    [Fact]
    public async Task Contact_RefusedByPush_SaysTheSameCodeBySms()
    {
        var (world, states) = await EnrolledAsync(Spring, ["anna"], codes: 3);
        world.Provider.Answer = message => Task.FromResult<SendResult>(message.Channel == Channel.Push ? new SendResult.RefusedForGood("gone", Suppress: false) : new SendResult.Accepted("ok"));

        await ContactAsync(world, await ContactAsync(world, states[0]));

        Assert.Equal([Channel.Push, Channel.Sms], world.Provider.Calls.Select(call => call.Channel));
        Assert.Single(world.Provider.Calls.Select(call => call.Content.Text).Distinct());
        Assert.Equal(1, (await Stock(world).CountAsync("spring")).Taken);
    }

    [Fact]
    public async Task Scan_WindowClosesBeforeTheCodeLeft_ItIsFreeAgain()
    {
        var (world, states) = await EnrolledAsync(Spring, ["anna"], codes: 1);
        world.Provider.Answer = _ => throw new ChannelUnavailableException("down");
        await ContactAsync(world, states[0]);
        Assert.Equal(new(0, 1, 0, 5), await Stock(world).CountAsync("spring"));

        world.Clock.Advance(TimeSpan.FromDays(60));
        await world.ScanAsync();

        Assert.Equal(new(1, 0, 0, 0), await Stock(world).CountAsync("spring"));
        Assert.Empty((await world.UserAsync()).Offers);
    }

    [Fact]
    public async Task Apply_UserRowFromBeforeThereWereOffers_IsRead()
    {
        var (world, _) = await EnrolledAsync(Spring, ["anna"], codes: 1);
        var people = world.Tables.Open(PeopleKeys.Table);
        var row = (await people.GetAsync(PeopleKeys.Partition("anna", 1), PeopleKeys.User("anna")))!;
        var old = System.Text.Json.Nodes.JsonNode.Parse(row.Data.Span)!.AsObject();
        Assert.True(old.Remove("offers") && old.Remove("armed") && old["open"]![0]!.AsObject().Remove("engaged"));
        await people.BatchAsync(row.Partition, [new RowChange.Upsert(row.Row, System.Text.Encoding.UTF8.GetBytes(old.ToJsonString()))]);

        var user = await world.UserAsync();
        Assert.Equal((0, 0, 0, null), (user.Offers.Count, user.Armed.Count, user.Open[0].Engaged.Count, user.Open[0].Variant));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.ApplyAsync(Given.Purchase(world.Now));
        Assert.NotNull((await world.UserAsync()).Open[0].ReturnedAt);
    }

    // Two people and two codes; the process ends before a write, or after it before its answer is heard, and begins anew.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contact_CrashAtEveryWrite_NoCodeIsSaidToTwoAndNoneIsLost(bool written)
    {
        for (var writes = 0; ; writes++)
        {
            var tables = new FaultyTables(new MemoryTables());
            var (world, states) = await EnrolledAsync(Spring with { Budget = new(2, null) }, ["anna", "ben"], codes: 2, tables: tables);
            tables.CrashAfter(writes, written);
            var crashed = false;
            foreach (var state in states)
            {
                try
                {
                    await ContactAsync(world, state);
                }
                catch (CrashException)
                {
                    crashed = true;
                    tables.Restart();
                    world.Clock.Advance(TimeSpan.FromMinutes(2));
                    await world.ScanAsync();
                    await ContactAsync(world, await world.UserAsync(state.UserId) is var user ? state.As(user) : state);
                }
            }

            tables.Restart();
            world.Clock.Advance(TimeSpan.FromDays(8));
            await world.ScanAsync();
            await world.Offers.ReclaimAsync("spring");
            await AssertNoneTwiceNorLostAsync(world, codes: 2);
            if (!crashed)
                break;
            Assert.True(writes < 100, "It never ran through.");
        }
    }

    private static async Task AssertNoneTwiceNorLostAsync(AWorld world, int codes)
    {
        var held = new List<string>();
        foreach (var user in new[] { "anna", "ben" })
            held.AddRange((await world.UserAsync(user)).Offers.Select(grant => grant.Code));
        Assert.Equal(held.Count, held.Distinct().Count());
        Assert.All(world.Provider.Calls.GroupBy(call => call.Content.Text).Where(said => said.Key != "Take none"), said => Assert.Single(said.Select(call => call.UserId).Distinct()));
        var counts = await Stock(world).CountAsync("spring");
        Assert.Equal((codes, held.Count, 0), (counts.Free + counts.Taken, counts.Taken, counts.Loose));
    }

    private static OfferStock Stock(AWorld world) => new(world.Tables, world.Clock);

    private static async Task<int> FactsAsync(AWorld world, FactKind kind)
    {
        var count = 0;
        await foreach (var fact in world.Facts.ReadAsync("replenish", DateOnly.FromDateTime(Given.Noon.UtcDateTime), DateOnly.FromDateTime(world.Now.UtcDateTime)))
            count += fact.Kind == kind ? 1 : 0;
        return count;
    }

    private static Task<SequenceState> ContactAsync(AWorld world, SequenceState state) => world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

    private static async Task<(AWorld World, List<SequenceState> States)> EnrolledAsync(Offer offer, string[] users, int codes, double holdout = 0, ITables? tables = null)
    {
        var plan = ACampaign.With(0, 3) with { Holdout = new(holdout) };
        plan = plan with
        {
            Touches =
            [
                .. plan.Touches.Select(touch => touch with
                {
                    Offer = offer,
                    Expires = Threshold.Days(30),
                    Templates = touch.Templates.ToDictionary(pair => pair.Key, pair => pair.Value with { Body = "Take {{#if offer}}{{offer.code}}{{else}}none{{/if}}" }),
                }),
            ],
        };
        var world = new AWorld(tables, campaigns: plan);
        await Stock(world).ImportAsync("spring", [.. Enumerable.Range(0, codes).Select(i => $"CODE-{i}")]);
        foreach (var id in users)
        {
            await world.People.ChangeAsync(
                id,
                change =>
                {
                    change.User = AUser.Reachable(id) with { PersonKey = change.User.PersonKey };
                    return Enrolling.Enrol(change, plan, new(world.Now.AddDays(-31), world.Now), NodaTime.DateTimeZone.Utc);
                },
                world.Sequences);
        }

        return (world, [.. world.Sequences.Started.Select(SequenceState.From)]);
    }
}
