using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class PluralRulesTests
{
    private static readonly string[][] Samples = [.. Repository.Read("tests/WinBack.Core.Tests/Campaigns/PluralSamples.txt").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    [Fact]
    public void Form_EverySampleOfCldr_IsTheOneThatCldrSays()
    {
        var wrong = from sample in Samples
                    from number in sample[2..]
                    let form = PluralRules.Form(sample[0], decimal.Parse(number, CultureInfo.InvariantCulture))
                    where form != sample[1]
                    select $"{sample[0]} {number}: {form}, not {sample[1]}";

        Assert.InRange(Samples.Length, 400, 1_000);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Of_EveryLanguageOfCldr_NamesItsForms() => Assert.All(
        Samples.GroupBy(sample => sample[0]), language => Assert.Equal(language.Select(sample => sample[1]).Order(), PluralRules.Of(language.Key).Order()));

    [Theory]
    [InlineData("de-AT", 1, "one")]         // as in German
    [InlineData("pt-PT", 0, "other")]       // not as in Portuguese
    [InlineData("pt-AO", 0, "other")]       // as in Portugal
    [InlineData("pt-BR", 0, "one")]
    [InlineData("xx", 1, "other")]          // a language without rules has one form
    [InlineData("en", -1, "one")]
    public void Form_Tag_IsThatOfItsLanguage(string tag, int number, string form) => Assert.Equal(form, PluralRules.Form(tag, number));
}
