using WinBack.Core.Outcomes;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

public sealed class MachineClickTests
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

    private static readonly DateTimeOffset Sent = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    [Fact]
    public void Is_PersonAfterAWhile_IsNot() => Assert.False(MachineClick.Is(new(Phone, false, false), Sent, Sent.AddMinutes(3), Within));

    [Theory]
    [InlineData(9_999, true)]
    [InlineData(10_000, false)]   // exactly then a person may
    public void Is_Haste_IsAMachine(int milliseconds, bool expected) =>
        Assert.Equal(expected, MachineClick.Is(new(Phone, false, false), Sent, Sent.AddMilliseconds(milliseconds), Within));

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(" ", false, false)]
    [InlineData(Phone, true, false)]     // headers only
    [InlineData(Phone, false, true)]     // ahead of any click
    [InlineData("facebookexternalhit/1.1", false, false)]
    [InlineData("WhatsApp/2.23.20.0", false, false)]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1)", false, false)]
    [InlineData("curl/8.5.0", false, false)]
    public void Is_WhoSaysSo_IsAMachine(string? agent, bool isHead, bool isPrefetch) =>
        Assert.True(MachineClick.Is(new(agent, isHead, isPrefetch), Sent, Sent.AddDays(1), Within));
}
