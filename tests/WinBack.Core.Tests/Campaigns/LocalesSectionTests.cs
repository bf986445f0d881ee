using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What is missing in a language is found when the file is read, not when the message is made.</summary>
public sealed class LocalesSectionTests
{
    private const string Start = """
        id: again
        name: Again
        goal: purchase
        lapse: {after: P90D, since: purchase}
        touches:
          - id: first
            delay: P0D
            channels: email
            email:
              subject: Hello
              preheader: New on the shelf
              body: Hello
              link: https://shop.example/en
              button: Look
              locales:
        """;

    private const string Indent = "\n          ";

    [Fact]
    public void Read_Locales_AreWholeTemplates()
    {
        var campaign = Valid(
            "de-AT: {subject: Servus}",
            "de: {subject: Hallo, preheader: Neu im Regal, body: Hallo, link: https://shop.example/de, button: Ansehen}");

        var locales = campaign.Touches[0].Templates[Channel.Email].Locales;

        Assert.Equal(("Hallo", "Neu im Regal", "https://shop.example/de", "Ansehen"), (locales["de"].Subject, locales["de"].Preheader, locales["de"].DeepLink, locales["de"].Button));
        Assert.Equal(("Servus", "Hallo", "https://shop.example/de", "Ansehen"), (locales["de-AT"].Subject, locales["de-AT"].Body, locales["de-AT"].DeepLink, locales["de-AT"].Button));
    }

    [Fact]
    public void Read_LocaleWithoutLink_LeadsWhereTheCampaignsOwnDoes() => Assert.Equal(
        "https://shop.example/en", Valid("de: {subject: Hallo, preheader: Neu, body: Hallo, button: Ansehen}").Touches[0].Templates[Channel.Email].Locales["de"].DeepLink);

    [Theory]
    [InlineData("de: {subject: Hallo}", "touches[0].email.locales.de.body", "nothing")]
    [InlineData("de: {subject: Hallo, body: Hallo, button: Ansehen}", "touches[0].email.locales.de.preheader", "nothing")]
    [InlineData("de: {subject: Hallo, body: Hallo, preheader: Neu}", "touches[0].email.locales.de.button", "nothing")]
    [InlineData("de-AT: {subject: Servus}", "touches[0].email.locales.de-AT.body", "nothing")]       // there is no de to take it from
    [InlineData("german: {subject: Hallo}", "touches[0].email.locales", "\"german\"")]
    [InlineData("de: Hallo", "touches[0].email.locales.de", "\"Hallo\"")]
    [InlineData("de: {subject: Hallo, text: Hallo}", "touches[0].email.locales.de", "the key \"text\"")]
    [InlineData("de: {subject: \"{{nmae}}\", body: Hallo, preheader: Neu, button: Los}", "touches[0].email.locales.de.subject", "the variable nmae")]
    [InlineData("pl: {subject: \"{{plural attributes.n one='#' other='#'}}\", body: A, preheader: A, button: A}", "touches[0].email.locales.pl.subject", "{{plural attributes.n one='#' other='#'}}")]
    public void Read_SomethingMissingInALanguage_IsAnErrorOfTheFile(string locale, string path, string found) =>
        Assert.Contains((path, found), CampaignFile.Read("f", Start + Indent + locale).Errors.Select(error => (error.Path, error.Found)));

    [Fact]
    public void Read_EmptyLocales_AreRefused() => Assert.NotEmpty(CampaignFile.Read("f", Start + " {}").Errors);

    private static Campaign Valid(params string[] locales) => CampaignFileTests.Valid(Start + string.Concat(locales.Select(locale => Indent + locale)));
}
