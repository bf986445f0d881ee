using System.Text;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class OutboxTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    private readonly MemoryTables _tables = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new(_tables);

    [Fact]
    public async Task Latest_NothingSent_IsNone() => Assert.Null(await _outbox.LatestDayAsync());

    [Fact]
    public async Task Latest_DaysOutOfOrder_IsTheLaterOne()
    {
        await _outbox.AddAsync(Message("a"), Given.Noon);
        await _outbox.AddAsync(Message("b"), Given.Noon.AddDays(-1));

        Assert.Equal(Today, await _outbox.LatestDayAsync());
        await new Outbox(_tables).AddAsync(Message("c"), Given.Noon.AddDays(-2));     // one that has to read first
        Assert.Equal(Today, await _outbox.LatestDayAsync());
        await _outbox.AddAsync(Message("d"), Given.Noon.AddDays(1));
        Assert.Equal(Today.AddDays(1), await _outbox.LatestDayAsync());
    }

    [Fact]
    public async Task Latest_ManyAtOnce_IsTheLatestOfThem()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(day => new Outbox(_tables).AddAsync(Message("m"), Given.Noon.AddDays(day))));

        Assert.Equal(Today.AddDays(19), await _outbox.LatestDayAsync());
    }

    [Fact]
    public async Task Read_RowOfTheLatestDay_IsNoMessage()
    {
        await _outbox.AddAsync(Message("a"), Given.Noon);

        Assert.Equal(["a"], await _outbox.ReadAsync(Today.AddDays(-1), Today.AddDays(1)).Select(entry => entry.Message.Key).ToListAsync());
    }

    [Theory]
    [InlineData(1)]      // all at one instant, as a virtual clock gives
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(100)]
    public async Task Newest_PageByPage_GivesEachOnceNewestFirst(int instants)
    {
        for (var i = 0; i < 100; i++)
            await _outbox.AddAsync(Message($"m{i:000}"), Given.Noon.AddSeconds(i * instants / 100));
        await _outbox.AddAsync(Message("other day"), Given.Noon.AddDays(-1));

        var seen = new List<string>();
        string? before = null;
        OutboxSlice slice;
        do
        {
            slice = await _outbox.NewestAsync(Today, before, 7);
            seen.AddRange(slice.Messages.Select(each => each.Entry.Message.Key));
            before = slice.Messages[^1].Id;
        }
        while (slice.HasOlder);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"m{99 - i:000}"), seen);
    }

    [Fact]
    public async Task Newest_ExactlyAPage_HasNoOlder()
    {
        for (var i = 0; i < 7; i++)
            await _outbox.AddAsync(Message($"m{i}"), Given.Noon);

        Assert.False((await _outbox.NewestAsync(Today, null, 7)).HasOlder);
        Assert.Empty((await _outbox.NewestAsync(Today.AddDays(1), null, 7)).Messages);
    }

    [Fact]
    public async Task Newest_FirstAndLastInstantOfTheDay_AreOfTheDay()
    {
        var midnight = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        foreach (var at in new[] { midnight.AddTicks(-1), midnight, midnight.AddDays(1).AddTicks(-1), midnight.AddDays(1) })
            await _outbox.AddAsync(Message("m"), at);

        Assert.Equal(2, (await _outbox.NewestAsync(Today, null, 10)).Messages.Count);
    }

    [Fact]
    public async Task Newest_LargeDay_ReadsLittleOfIt()
    {
        for (var i = 0; i < 5_000; i++)
            await _outbox.AddAsync(Message($"m{i}"), Given.Noon.AddMilliseconds(i));
        var counting = new CountingTables(_tables);

        var slice = await new Outbox(counting).NewestAsync(Today, null, 10);

        Assert.Equal("m4999", slice.Messages[0].Entry.Message.Key);
        Assert.InRange(counting.Sum().Pages, 1, 60);
    }

    [Theory]
    [InlineData("20261124T120000000000Z|a|0", false)]      // a digit short
    [InlineData("20261124T1200000000000Z|a~3Ab|0", true)]
    [InlineData("20261123T1200000000000Z|a|0", false)]     // another day
    [InlineData("20261124T1200000000000Z", false)]
    [InlineData("20261124T1200000000000Z|a/b|0", false)]
    [InlineData("20261124T2500000000000Z|a|0", false)]
    [InlineData("", false)]
    public void IsId_AnyText_IsTold(string id, bool expected) => Assert.Equal(expected, Outbox.IsId(Today, id));

    [Fact]
    public async Task IsId_OfAnyMessage_Holds() => Assert.True(Outbox.IsId(Today, await _outbox.AddAsync(Message("replenish.3.ü:nudge:sms"), Given.Noon)));

    [Theory]
    [InlineData("Καλώς ήρθες ")]
    [InlineData("<a class=\"b\">Tom & 'Ann'</a> ")]
    public async Task Add_LargestEmailInAnyScript_FitsItsRow(string words)
    {
        var html = string.Concat(Enumerable.Repeat(words, MessageRenderer.MaxEmailBytes / Encoding.UTF8.GetByteCount(words)));
        await _outbox.AddAsync(Message("large") with { Channel = Channel.Email, Content = new("Hello", null, "Hello", html, null) }, Given.Noon);

        var kept = Assert.Single(await _outbox.ReadAsync(Today, Today).ToListAsync());
        Assert.Equal(html, kept.Message.Content.Html);
    }

    private static OutboundMessage Message(string key) => new()
    {
        Key = key,
        Channel = Channel.Sms,
        UserId = "anna",
        Campaign = "replenish",
        Touch = "nudge",
        Addresses = ["+4915112345678"],
        Content = new(null, null, "Hello", null, null),
    };
}
