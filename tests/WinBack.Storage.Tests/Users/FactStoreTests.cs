using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class FactStoreTests
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Given.Noon.Date);

    [Fact]
    public async Task Append_SameKeyAgain_KeepsTheFirst()
    {
        var world = new AWorld();
        await world.Facts.AppendAsync(Sent() with { Answer = AttemptState.Unknown });
        await world.Facts.AppendAsync(Sent() with { Answer = AttemptState.Accepted });

        Assert.Equal(AttemptState.Unknown, Assert.Single(await ReadAsync(world)).Answer);
    }

    [Fact]
    public async Task Append_AnotherTouchChannelEpisodeOrKind_IsAnotherFact()
    {
        var world = new AWorld();
        Fact[] facts =
        [
            Sent(), Sent() with { Touch = "second" }, Sent() with { Channel = Channel.Sms }, Sent() with { Episode = 2 }, Sent() with { Person = "other" },
            Sent() with { Kind = FactKind.WouldSend }, Sent() with { Channel = null, Touch = null },
        ];
        foreach (var fact in facts)
            await world.Facts.AppendAsync(fact);

        Assert.Equal(facts.Length, (await ReadAsync(world)).Count);
    }

    // A message may be clicked on the day of its enrolment, and readers need the enrolment first.
    [Fact]
    public async Task Read_WhatBecameOfAnAttempt_ComesAfterTheEnrolment()
    {
        var world = new AWorld();
        await world.Facts.AppendAsync(Sent() with { Kind = FactKind.Clicked, KeptAt = Given.Noon, At = Given.Noon.AddDays(3) });
        await world.Facts.AppendAsync(Sent() with { Kind = FactKind.Enrolled, Touch = null, Channel = null });

        Assert.Equal([FactKind.Enrolled, FactKind.Clicked], (await ReadAsync(world)).Select(fact => fact.Kind));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task Read_Days_AreUtcAndInclusive(int day, int found)
    {
        var world = new AWorld();
        await world.Facts.AppendAsync(Sent() with { At = new(Given.Noon.AddDays(day).DateTime, TimeSpan.Zero) });

        Assert.Equal(found, (await ReadAsync(world, Day, Day.AddDays(1))).Count);
        Assert.Empty(await ReadAsync(world, Day, Day.AddDays(1), "another"));
    }

    private static Fact Sent() => new()
    {
        Kind = FactKind.HandedOver,
        Campaign = "replenish",
        Version = 1,
        Person = "k7f2",
        Episode = 1,
        Arm = Arm.Treatment,
        At = Given.Noon,
        Touch = "first",
        Channel = Channel.Email,
    };

    private static async Task<List<Fact>> ReadAsync(AWorld world, DateOnly? from = null, DateOnly? to = null, string campaign = "replenish")
    {
        List<Fact> facts = [];
        await foreach (var fact in world.Facts.ReadAsync(campaign, from ?? Day, to ?? Day))
            facts.Add(fact);
        return facts;
    }
}
