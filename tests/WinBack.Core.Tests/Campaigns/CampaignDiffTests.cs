using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CampaignDiffTests
{
    private const string Before = """
        id: refill
        lapse: { after: P45D, since: purchase }
        coolDown: P30D
        touches:
          - { id: first, channels: [email], email: { subject: Hello, body: Again? } }
          - { id: second, channels: [push, email] }
        """;

    [Fact]
    public void Of_WhatSaysTheSameOtherwiseWritten_IsNothing() => Assert.Empty(CampaignDiff.Of(Before, """
        # the same, in another order and with quotes
        id: "refill"
        coolDown: P30D
        lapse:
          since: purchase
          after: 'P45D'
        touches:
          - { id: first, channels: [email], email: { body: "Again?", subject: Hello } }
          - { id: second, channels: [push, email] }
        """));

    [Fact]
    public void Of_ChangedKeys_NamesEachWithOldAndNew() => Assert.Equal(
        [
            "lapse.after: P45D → P60D",
            "coolDown: P30D → (not there)",
            "touches[first].email.subject: Hello → \"Hello, you\"",
            "touches[second]: {id: second, channels: [push, email]} → (not there)",
            "touches[third]: (not there) → {id: third, channels: [sms]}",
            "holdout: (not there) → 20%",
        ],
        CampaignDiff.Of(Before, """
            id: refill
            lapse: { after: P60D, since: purchase }
            holdout: 20%
            touches:
              - { id: first, channels: [email], email: { subject: "Hello, you", body: Again? } }
              - { id: third, channels: [sms] }
            """).Select(change => change.ToString()));

    [Fact]
    public void Of_TouchesInAnotherOrder_SaysSo() => Assert.Equal(
        ["touches: in the order first, second → in the order second, first"],
        CampaignDiff.Of(Before, Before
            .Replace("  - { id: first, channels: [email], email: { subject: Hello, body: Again? } }\n", "", StringComparison.Ordinal)
            + "\n  - { id: first, channels: [email], email: { subject: Hello, body: Again? } }").Select(change => change.ToString()));

    [Fact]
    public void Of_AListOfTexts_IsOneValue() => Assert.Equal(
        ["touches[second].channels: [push, email] → [email, push]"],
        CampaignDiff.Of(Before, Before.Replace("[push, email]", "[email, push]", StringComparison.Ordinal)).Select(change => change.ToString()));

    [Fact]
    public void Of_ALongText_IsCut()
    {
        var change = Assert.Single(CampaignDiff.Of(Before, Before.Replace("Again?", new string('x', 5000), StringComparison.Ordinal)));
        Assert.InRange(change.New!.Length, 100, 130);
    }
}
