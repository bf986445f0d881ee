using WinBack.Core.Users;
using WinBack.Local.Demo;
using Xunit;

namespace WinBack.Local.Tests.Demo;

public sealed class ReadingTests
{
    private const int Messages = 20_000;
    private static readonly TimeSpan Moved = TimeSpan.FromHours(3);

    // Four standard errors of 20,000 draws are at most 1.4 points.
    [Theory]
    [InlineData(Channel.Email, 0.985, 0.447, 0.0325)]      // opened by the program, or else by the reader: 0.985 x (1 - 0.7 x 0.78); clicked: 0.985 x 0.22 x 0.15
    [InlineData(Channel.Sms, 0.98, 0, 0.0686)]
    [InlineData(Channel.Push, 1, 0, 0.05)]
    [InlineData(Channel.Webhook, 1, 0, 0)]
    public void Of_ManyMessagesThatMoveNobody_AreOpenedAndClickedAsOftenAsTheChannelIs(Channel channel, double arrive, double opened, double clicked)
    {
        var read = Enumerable.Range(0, Messages).Select(number => Reading.Of(1, $"attempt {number}", channel, moved: null)).ToList();

        double Share(Func<Reading, bool> which) => (double)read.Count(which) / Messages;
        Assert.Equal(arrive, Share(each => each.Arrives), 0.014);
        Assert.Equal(opened, Share(each => each.OpenedAfter is not null), 0.014);
        Assert.Equal(clicked, Share(each => each.ClickedAfter is not null), 0.014);
        Assert.All(read.Where(each => !each.Arrives), each => Assert.Equal((null, null), (each.OpenedAfter, each.ClickedAfter)));
    }

    [Theory]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Push)]
    public void Of_ReadersWhoAreMoved_MostlyClickBeforeTheyAct(Channel channel)
    {
        var read = Enumerable.Range(0, Messages).Select(number => Reading.Of(1, $"attempt {number}", channel, Moved)).ToList();

        Assert.All(read, each => Assert.True(each.Arrives));
        Assert.Equal(0.85, (double)read.Count(each => each.ClickedAfter < Moved) / Messages, 0.014);
        Assert.DoesNotContain(read, each => each.ClickedAfter >= Moved);
        Assert.All(read.Where(each => each.OpenedBy == Reading.ByPerson), each => Assert.False(each.OpenedAfter > each.ClickedAfter));
    }

    [Fact]
    public void Of_TheSameMessageAgain_IsReadAlikeAndAnotherOtherwise()
    {
        static List<Reading> Read(long seed) => [.. Enumerable.Range(0, 100).Select(number => Reading.Of(seed, $"attempt {number}", Channel.Email, null))];

        Assert.Equal(Read(1), Read(1));
        Assert.NotEqual(Read(1), Read(2));
    }
}
