using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>Dates, amounts, counts and recommended items as the reader's locale writes them.</summary>
public sealed class TemplateFunctionsTests
{
    [Theory]
    [InlineData("en-US", "{{date attributes.day}}", "November 7, 2026")]
    [InlineData("en-GB", "{{date attributes.day}}", "7 November 2026")]
    [InlineData("en-GB", "{{date attributes.day \"full\"}}", "Saturday, 7 November 2026")]
    [InlineData("en-GB", "{{date attributes.day \"short\"}}", "07/11/2026")]
    [InlineData("en-GB", "{{date attributes.day \"day\"}}", "7 November")]
    [InlineData("en-GB", "{{date attributes.day \"weekday\"}}", "Saturday")]
    [InlineData("en-GB", "{{date attributes.instant \"time\"}}", "00:30")]              // half past eleven in London is tomorrow in Vienna
    [InlineData("en-GB", "{{date attributes.instant}}", "8 November 2026")]
    [InlineData("en-GB", "{{date attributes.day \"time\" fallback=\"noon\"}}", "noon")]     // a day has no time
    [InlineData("en-US", "{{date attributes.instant \"time\"}}", "12:30 AM")]
    [InlineData("en-GB", "{{date attributes.none fallback=\"soon\"}}", "soon")]
    [InlineData("en-GB", "{{date attributes.word}}.", ".")]
    [InlineData("en-GB", "{{date attributes.credit fallback='x'}}", "x")]               // a number is no date
    public void Date_Style_IsWrittenForTheReader(string locale, string body, string expected) => Assert.Equal(expected, Said(body, locale));

    [Theory]
    [InlineData("de", "Samstag, 7. November 2026")]
    [InlineData("es", "sábado, 7 de noviembre de 2026")]
    [InlineData("fi", "lauantai 7. marraskuuta 2026")]
    [InlineData("ja", "2026年11月7日土曜日")]
    public void Date_OtherLanguage_IsWrittenAsCldrSays(string language, string expected) => Assert.Equal(expected, Said("{{date attributes.day \"full\"}}", language, language));

    [Fact]
    public void Date_EveryLocaleAndStyle_IsWrittenWithoutLetters_OfThePattern() => Assert.All(
        from tag in LocaleForms.Tags from style in TemplateForms.DateStyles select (tag, style),
        each => Assert.DoesNotMatch(@"^\s*$|EEEE|MMMM|\by\b\d|''", LocaleForms.Find(each.tag)!.Date(new(2026, 11, 7, 13, 5, 0), each.style)));

    [Fact]
    public void Date_TemplateInAnotherLanguage_IsWrittenInThatOfTheTemplate() =>
        Assert.Equal("November 7, 2026", Said("{{date attributes.day}}", "fr-FR"));

    [Theory]
    [InlineData("en-US", "{{money attributes.credit \"USD\"}}", "$1,234.50")]
    [InlineData("en-US", "{{money attributes.credit \"EUR\"}}", "€1,234.50")]
    [InlineData("en-CA", "{{money attributes.credit \"USD\"}}", "US$1,234.50")]       // not a dollar of their own
    [InlineData("en-US", "{{money attributes.credit \"JPY\"}}", "¥1,235")]            // has no smaller unit; half away from zero
    [InlineData("en-US", "{{money attributes.credit \"KWD\"}}", "KWD 1,234.500")]
    [InlineData("en-US", "{{money attributes.credit attributes.currency}}", "CHF 1,234.50")]
    [InlineData("en-US", "{{money attributes.text \"USD\"}}", "$7.00")]               // an app may send a number as text
    [InlineData("en-US", "{{money attributes.credit attributes.word fallback=\"some\"}}", "some")]
    [InlineData("en-US", "{{money attributes.word \"USD\" fallback=\"some\"}}", "some")]
    [InlineData("en-US", "{{money attributes.debt \"USD\"}}", "-$20.00")]
    [InlineData("en-US", "{{money attributes.debt \"KWD\"}}", "-KWD 20.000")]
    [InlineData("en-US", "{{number attributes.debt}}", "-20")]
    [InlineData("en-US", "{{number attributes.credit}}", "1,234.5")]
    [InlineData("en-US", "{{number attributes.flag fallback=\"none\"}}", "none")]
    public void Money_Amount_IsWrittenForTheReader(string locale, string body, string expected) => Assert.Equal(expected, Said(body, locale));

    [Theory]
    [InlineData("de", "1.234,50 €")]
    [InlineData("fr", "1 234,50 €")]
    [InlineData("de-CH", "EUR 1'234.50")]
    [InlineData("pl", "1234,50 €")]               // Polish begins to group at five digits
    [InlineData("ja", "€1,234.50")]
    [InlineData("xx", "€1,234.50")]               // no data of the language: as in English
    public void Money_OtherLanguage_HasItsSeparatorsAndOrdinaryBlanks(string language, string expected) =>
        Assert.Equal(expected, Said("{{money attributes.credit \"EUR\"}}", language, language));       // a text message: its blanks cost no segment

    [Theory]
    [InlineData("en", "{{plural attributes.one one=\"# point\" other=\"# points\"}}", "1 point")]
    [InlineData("en", "{{plural attributes.zero one=\"# point\" other=\"# points\"}}", "0 points")]
    [InlineData("en", "{{plural attributes.credit one=\"# point\" other=\"# points\"}}", "1,234.5 points")]
    [InlineData("en", "{{plural attributes.one one=\"a 'point'\" other='\"#\" points'}}", "a 'point'")]
    [InlineData("en", "{{plural attributes.word one=\"#\" other=\"#\" fallback=\"no\"}}", "no")]
    [InlineData("pl", "{{plural attributes.five one=\"# punkt\" few=\"# punkty\" many=\"# punktów\" other=\"# punktu\"}}", "5 punktów")]
    [InlineData("pl", "{{plural attributes.two one=\"# punkt\" few=\"# punkty\" many=\"# punktów\" other=\"# punktu\"}}", "2 punkty")]
    [InlineData("ru", "{{plural attributes.n21 one=\"# балл\" few=\"# балла\" many=\"# баллов\" other=\"# балла\"}}", "21 балл")]
    public void Plural_Count_TakesTheFormOfTheLanguage(string language, string body, string expected) => Assert.Equal(expected, Said(body, language, language));

    [Theory]
    [InlineData("{{#each (recommended 2)}}{{this.title}}{{#unless @last}}, {{/unless}}{{/each}}", "Yirgacheffe, Guji")]       // theirs first, then the shop's
    [InlineData("{{#each (recommended 9)}}{{this.id}} {{/each}}", "yirga guji filter")]                                    // each once, an unknown id not at all
    [InlineData("{{#each (recommended 1 attributes.viewed)}}{{this.title}}{{/each}}", "Filters")]
    [InlineData("{{#each (recommended 1 attributes.none)}}{{this.title}}{{/each}}", "Guji")]
    [InlineData("{{#each (recommended 1)}}{{#if this.price}}{{money this.price this.currency}}{{/if}} {{this.link}}{{/each}}", "€9.90 https://shop.example/y")]
    [InlineData("{{#each (recommended 3 attributes.viewed)}}{{#if @first}}{{else}}, {{/if}}{{this.title}}{{/each}}", "Filters, Guji, Yirgacheffe")]
    [InlineData("{{#if name}}{{#each (recommended 1)}}{{this.title}}{{/each}}{{/if}}", "Yirgacheffe")]
    public void Recommended_Items_AreThosePersonsThenTheCatalogues(string body, string expected) => Assert.Equal(expected, Said(body, "en-US", catalogue: Shelf));

    [Theory]
    [InlineData("{{#each (recommended 2)}}{{this.title}}{{#unless @last}}, {{/unless}}{{/each}}", "yirga, unknown")]
    [InlineData("{{#each (recommended 2 attributes.none)}}x{{else}}nothing{{/each}}", "nothing")]
    public void Recommended_WithoutCatalogue_AreTheNamesThemselves(string body, string expected) => Assert.Equal(expected, Said(body));

    [Fact]
    public void Recommended_LinkInAnEmail_CanBeFollowed()
    {
        var campaign = ACampaign.With(0) with { Catalogue = Shelf };
        var touch = campaign.Touches[0] with
        {
            Templates = new Dictionary<Channel, Template> { [Channel.Email] = new("S", null, "{{#each (recommended 1)}}{{this.title}}\n{{this.link}}{{/each}}", null) },
        };

        var message = Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, touch, Channel.Email, Reader("en"), MessageFrame.None)).Message;

        Assert.Contains("Yirgacheffe<br><a href=\"https://shop.example/y\" style=\"color:#1a4fb4\">https://shop.example/y</a></p>", message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{date}}")]
    [InlineData("{{date \"2026-11-07\"}}")]
    [InlineData("{{date attributes.day \"lnog\"}}")]
    [InlineData("{{date attributes.day \"long\" \"short\"}}")]
    [InlineData("{{date attributes.day fallback=\"x\" \"long\"}}")]
    [InlineData("{{date attributes.day style=\"long\"}}")]
    [InlineData("{{money attributes.credit}}")]
    [InlineData("{{money attributes.credit \"EURO\"}}")]
    [InlineData("{{money attributes.credit \"XYZ\"}}")]
    [InlineData("{{number 3}}")]
    [InlineData("{{plural attributes.one one=\"#\"}}")]               // every language has "other"
    [InlineData("{{plural attributes.one other=\"#\" other=\"#\"}}")]
    [InlineData("{{plural attributes.one other=attributes.word}}")]
    [InlineData("{{plural attributes.one other = \"#\"}}")]
    [InlineData("{{plural attributes.one other=\"#\"one=\"#\"}}")]
    [InlineData("{{#each attributes.list}}{{/each}}")]
    [InlineData("{{#each (recommended 0)}}{{/each}}")]
    [InlineData("{{#each (recommended 11)}}{{/each}}")]
    [InlineData("{{#each (recommended 99999999999)}}{{/each}}")]
    [InlineData("{{#each (recommended attributes.n)}}{{/each}}")]
    [InlineData("{{#each (recommended 2 name)}}{{/each}}")]
    [InlineData("{{#each (recommended 2)}}{{#each (recommended 2)}}{{/each}}{{/each}}")]
    [InlineData("{{#each (recommended 2)}}{{name}}{{/each}}")]        // would find nothing there
    [InlineData("{{#each (recommended 2)}}{{this}}{{/each}}")]
    [InlineData("{{#each (recommended 2)}}{{else if name}}{{/each}}")]
    [InlineData("{{this.title}}")]
    [InlineData("{{#if @first}}{{/if}}")]
    [InlineData("{{recommended 3}}")]
    [InlineData("{{(recommended 3)}}")]
    [InlineData("{{lookup attributes \"x\"}}")]
    [InlineData("{{#with attributes}}{{/with}}")]
    [InlineData("{{> partial}}")]
    [InlineData("{{@root.name}}")]
    [InlineData("{{../name}}")]
    public void Scan_CallThatCouldFailLater_IsAProblem(string text) => Assert.NotEmpty(TemplateScan.Of(text).Problems);

    private static IReadOnlyList<CatalogueItem> Shelf =>
        [new("guji", "Guji", "https://shop.example/g", 12.90m, "EUR"), new("yirga", "Yirgacheffe", "https://shop.example/y", 9.9m, "EUR"), new("filter", "Filters")];

    private static string Said(string body, string locale = "en-US", string language = "en", IReadOnlyList<CatalogueItem>? catalogue = null)
    {
        Assert.Empty(TemplateScan.Of(body).Problems);
        var campaign = ACampaign.With(0) with { Language = language, Catalogue = catalogue ?? [] };
        var touch = campaign.Touches[0] with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, body + " ", null) } };
        return Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, touch, Channel.Sms, Reader(locale), MessageFrame.None)).Message.Text;
    }

    private static User Reader(string locale)
    {
        var user = AUser.Reachable();
        return user with
        {
            Profile = user.Profile with
            {
                Locale = new(locale, AUser.Before),
                TimeZone = new("Europe/Vienna", AUser.Before),
                Attributes = new Dictionary<string, FieldValue>
                {
                    ["day"] = FieldValue.Of("2026-11-07"),
                    ["instant"] = FieldValue.Of("2026-11-07T23:30:00Z"),
                    ["word"] = FieldValue.Of("soon"),
                    ["credit"] = FieldValue.Of(1234.50m),
                    ["debt"] = FieldValue.Of(-20),
                    ["text"] = FieldValue.Of("7"),
                    ["currency"] = FieldValue.Of("CHF"),
                    ["flag"] = FieldValue.Of(true),
                    ["zero"] = FieldValue.Of(0),
                    ["one"] = FieldValue.Of(1.0m),
                    ["two"] = FieldValue.Of(2),
                    ["five"] = FieldValue.Of(5),
                    ["n21"] = FieldValue.Of(21),
                    ["recommended"] = FieldValue.Of("yirga, unknown; YIRGA"),
                    ["viewed"] = FieldValue.Of("filter"),
                }.ToDictionary(each => each.Key, each => new Stamped<FieldValue?>(each.Value, AUser.Before)),
            },
        };
    }
}
