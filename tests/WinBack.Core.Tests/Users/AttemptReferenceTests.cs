using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Users;

public sealed class AttemptReferenceTests
{
    private const string Key = "replenish.3.k7f2m9abcdefghij:nudge:sms";

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(255)]
    public void TryParse_OfText_GivesItBack(int shard)
    {
        var made = AttemptReference.For(Key, shard);
        Assert.Equal(AttemptReference.TextLength, made.Text.Length);
        Assert.True(AttemptReference.TryParse(made.Text, out var read));
        Assert.Equal(made, read);
        Assert.Equal(shard, read.Shard);
    }

    [Fact]
    public void TryParse_OfGuid_GivesItBack()
    {
        var made = AttemptReference.For(Key, 200);
        Assert.True(AttemptReference.TryParse(made.ToGuid(), out var read));
        Assert.Equal(made, read);
    }

    [Fact]
    public void TryParse_OfForeignGuid_IsFalse() => Assert.False(AttemptReference.TryParse(new Guid("0e8a1f7c-4d2b-4b8f-9a53-2f6a1c0d9e77"), out _));

    [Fact]
    public void For_AnotherAttempt_IsAnother() =>
        Assert.NotEqual(AttemptReference.For(Key, 1), AttemptReference.For("replenish.3.k7f2m9abcdefghij:nudge:email", 1));

    // A changed reference would orphan every message that is under way at a deployment.
    [Fact]
    public void For_KnownAttempt_StaysTheSameInEveryVersion() => Assert.Equal("AUVLo7bCN8Sg7Riu", AttemptReference.For("a.1.b:c:sms", 1).Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("0123456789abcde")]     // one too few
    [InlineData("0123456789abcdefg")]   // one too many
    [InlineData("0123456789abcde=")]
    [InlineData("0123456789abc\u00e4ef")]
    [InlineData("0123 56789abcdef")]
    public void TryParse_OfAnythingElse_IsFalse(string? text) => Assert.False(AttemptReference.TryParse(text, out _));

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void For_ShardOutOfRange_Throws(int shard) => Assert.Throws<ArgumentOutOfRangeException>(() => AttemptReference.For(Key, shard));
}
