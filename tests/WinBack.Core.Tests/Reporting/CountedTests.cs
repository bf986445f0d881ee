using WinBack.Core.Reporting;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 days")]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    [InlineData(12_345, "12,345 days")]
    public void Of_ACount_HasTheWordThatGoesWithIt(long count, string text) => Assert.Equal(text, Counted.Of(count, "day"));

    [Theory]
    [InlineData(1, "1 person is left")]
    [InlineData(3, "3 people are left")]
    public void Of_AWordWithAFormOfItsOwn_TakesIt(long count, string text) => Assert.Equal(text, Counted.Of(count, "person is", "people are") + " left");
}
