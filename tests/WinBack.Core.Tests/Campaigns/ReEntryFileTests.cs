using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>reEntry</c>, <c>group</c>, <c>conflictsWith</c> and <c>sunset</c> may say.</summary>
public sealed class ReEntryFileTests
{
    [Fact]
    public void Read_NothingSaid_IsNoRule()
    {
        var campaign = Read("");

        Assert.Equal((null, null, null, 0), (campaign.ReEntry, campaign.Group, campaign.Sunset, campaign.ConflictsWith.Count));
    }

    [Fact]
    public void Read_All_AreTaken()
    {
        var campaign = Read("reEntry: {after: P90D, atMost: 3}\ngroup: winback\nconflictsWith: [replenish, cart]\nsunset: {after: 1, lastTouch: first}");

        Assert.Equal(new ReEntry(Threshold.Days(90), 3), campaign.ReEntry);
        Assert.Equal(("winback", new SunsetRule(1, "first")), (campaign.Group, campaign.Sunset));
        Assert.Equal(["replenish", "cart"], campaign.ConflictsWith);
        Assert.Equal((ReEntry.Never, SunsetRule.Never), (Read("reEntry: never").ReEntry, Read("sunset: never").Sunset));
        Assert.Equal((new SunsetRule(3), "cart"), (Read("sunset: 3").Sunset, Assert.Single(Read("conflictsWith: cart").ConflictsWith)));
    }

    [Theory]
    [InlineData("reEntry: once", "\"once\"; allowed: never, or the keys after and atMost")]
    [InlineData("reEntry: {}", "nothing; allowed: after, atMost or both")]
    [InlineData("reEntry: {atMost: 0}", "\"0\"; allowed: a whole number from 1 to 1000")]
    [InlineData("group: Win Back", "\"Win Back\"; allowed: 1 to 40 characters a-z, 0-9 and -, beginning and ending with a letter or digit")]
    [InlineData("conflictsWith: again", "\"again\", which is this campaign; allowed: other campaigns; nobody is in one campaign twice anyway")]
    [InlineData("conflictsWith: [a, a]", "\"a\" a second time; allowed: each campaign once")]
    [InlineData("sunset: 21", "\"21\"; allowed: a whole number from 1 to 20")]
    [InlineData("sunset: {after: 2, lastTouch: stay}", "\"stay\", which is no touch of this campaign; allowed: first")]
    [InlineData("sunset: {after: 2, lastTouch: first}", "the only touch; allowed: another touch beside it; else every episode before the last would say nothing")]
    public void Read_WhatMayNot_IsRefusedWithWhatMay(string line, string said)
    {
        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{line}").Errors);

        Assert.Equal(said, $"{error.Found}; allowed: {error.Allowed}");
    }

    private static Campaign Read(string lines) => CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\n{lines}");
}
