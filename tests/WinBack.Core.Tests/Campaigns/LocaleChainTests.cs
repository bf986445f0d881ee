using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class LocaleChainTests
{
    [Theory]
    [InlineData("de-AT", "de-AT de")]
    [InlineData("de_AT", "de-AT de")]                   // as some phones write it
    [InlineData("es-MX", "es-MX es-419 es")]
    [InlineData("es-ES", "es-ES es")]
    [InlineData("pt-AO", "pt-AO pt-PT pt")]
    [InlineData("zh-TW", "zh-TW zh-Hant")]              // never on to simplified Chinese
    [InlineData("zh-Hant-HK", "zh-Hant-HK zh-Hant")]
    [InlineData("zh-CN", "zh-CN zh")]
    [InlineData("sr-Latn-RS", "sr-Latn-RS sr-Latn")]    // nor from Latin letters to Cyrillic ones
    [InlineData("nb-NO", "nb-NO nb no")]
    [InlineData("en", "en")]
    [InlineData(null, "")]
    [InlineData("", "")]
    public void Of_Locale_GoesToItsParents(string? tag, string chain) => Assert.Equal(chain, string.Join(' ', LocaleChain.Of(tag)));

    [Theory]
    [InlineData("de-AT", "de-AT")]
    [InlineData("DE-at", "de-AT")]
    [InlineData("de-CH", "de")]
    [InlineData("fr-CA", "fr")]
    [InlineData("nl", "en")]            // nobody wrote Dutch: the campaign's own
    [InlineData("en-GB", "en")]
    [InlineData(null, "en")]
    public void Choose_Reader_GetsTheNearestLanguage(string? locale, string language)
    {
        var template = new Template(null, null, "en", null)
        {
            Locales = new[] { "de", "de-AT", "fr" }.ToDictionary(tag => tag, tag => new Template(null, null, tag, null)),
        };

        var chosen = LocaleChain.Choose(template, locale, "en");

        Assert.Equal((language, language), (chosen.Template.Body, chosen.Language));
    }

    [Fact]
    public void Choose_ReaderOfTheCampaignsLanguage_IsNotSentOnToAParent()
    {
        var template = new Template(null, null, "Austrian", null) { Locales = new Dictionary<string, Template> { ["de"] = new(null, null, "German", null) } };

        Assert.Equal("Austrian", LocaleChain.Choose(template, "de-AT", "de-AT").Template.Body);
    }
}
