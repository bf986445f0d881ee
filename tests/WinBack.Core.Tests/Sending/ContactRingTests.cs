using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class ContactRingTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void Add_EarlierContact_KeepsOldestFirst()
    {
        var ring = ContactRing.Add([Email(0, "b")], Email(-1, "a"));
        Assert.Equal(["a", "b"], ring.Select(each => each.Attempt));
    }

    [Fact]
    public void Add_SameAttemptAgain_MovesItAndCountsOnce() =>
        Assert.Equal([Email(0, "b"), Email(5, "a")], ContactRing.Add([Email(-1, "a"), Email(0, "b")], Email(5, "a")));

    [Theory]
    [InlineData(0, 1)]   // exactly a year old counts against no cap any more
    [InlineData(1, 2)]
    public void Add_YearOldContact_IsForgotten(int ticks, int kept) =>
        Assert.Equal(kept, ContactRing.Add([new(Noon.AddDays(-365).AddTicks(ticks), Channel.Sms, "old")], Email(0, "new")).Count);

    [Fact]
    public void Add_MoreThanALargestCapCounts_ForgetsTheOldestOfThatChannelOnly()
    {
        IReadOnlyList<Contact> ring = [new(Noon.AddHours(-2), Channel.Sms, "sms")];
        for (var i = 0; i < 65; i++)
            ring = ContactRing.Add(ring, Email(i / 60.0, $"e{i}"));

        Assert.Equal(64, ring.Count(each => each.Channel == Channel.Email));
        Assert.DoesNotContain(ring, each => each.Attempt == "e0");
        Assert.Contains(ring, each => each.Attempt == "e1");
        Assert.Contains(ring, each => each.Attempt == "sms");
    }

    [Fact]
    public void Remove_Attempt_FreesItsSlotAndNoOther() => Assert.Equal([Email(1, "b")], ContactRing.Remove([Email(0, "a"), Email(1, "b")], "a"));

    [Fact]
    public void Remove_AbsentAttempt_IsTheSameRing()
    {
        IReadOnlyList<Contact> ring = [Email(0, "a")];
        Assert.Same(ring, ContactRing.Remove(ring, "b"));
    }

    private static Contact Email(double hours, string attempt) => new(Noon.AddHours(hours), Channel.Email, attempt);
}
