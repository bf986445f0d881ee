using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CatalogueSectionTests
{
    [Fact]
    public void Read_Catalogue_IsTaken() => Assert.Equal(
        [new("guji", "Ethiopia Guji", "https://shop.example/guji", 12.90m, "EUR"), new("filter", "Paper filters")],
        CampaignFileTests.Valid(With("""
            - {id: guji, title: Ethiopia Guji, link: https://shop.example/guji, price: 12.90, currency: EUR}
            - {id: filter, title: Paper filters}
            """)).Catalogue);

    [Theory]
    [InlineData("- {title: A}", "catalogue[0].id", "nothing")]
    [InlineData("- {id: a}", "catalogue[0].title", "nothing")]
    [InlineData("- {id: a, title: A}\n- {id: a, title: B}", "catalogue[1].id", "\"a\" a second time")]
    [InlineData("- {id: a, title: A, price: 3}", "catalogue[0]", "a price without a currency")]
    [InlineData("- {id: a, title: A, currency: EUR}", "catalogue[0]", "a currency without a price")]
    [InlineData("- {id: a, title: A, price: 3, currency: XYZ}", "catalogue[0].currency", "\"XYZ\"")]
    [InlineData("- {id: a, title: A, price: -3, currency: EUR}", "catalogue[0].price", "\"-3\"")]
    [InlineData("- {id: a, title: A, link: javascript://x}", "catalogue[0].link", "\"javascript://x\"")]
    [InlineData("- {id: a, title: A, link: \"https://shop.example/{{name}}\"}", "catalogue[0].link", "\"https://shop.example/{{name}}\"")]
    [InlineData("- {id: a, title: A, margin: 3}", "catalogue[0]", "a margin without a price")]
    [InlineData("- {id: a, title: A, price: 3, currency: EUR, margin: -1}", "catalogue[0].margin", "\"-1\"")]
    [InlineData("- {id: a, title: \"A\u202eB\"}", "catalogue[0].title", "U+202E, which turns the direction of the text around it")]
    [InlineData("- {id: a, title: A, colour: red}", "catalogue[0]", "the key \"colour\"")]
    public void Read_WrongItem_IsAnError(string items, string path, string found) =>
        Assert.Contains((path, found), CampaignFile.Read("f", With(items)).Errors.Select(error => (error.Path, error.Found)));

    [Fact]
    public void Read_TooManyItems_AreRefused() =>
        Assert.Contains(CampaignFile.Read("f", With(string.Join('\n', Enumerable.Range(0, 201).Select(i => $"- {{id: i{i}, title: A}}")))).Errors, error => error.Path == "catalogue");

    [Fact]
    public void Read_NameOfAFile_SaysWhoReadsIt()
    {
        var error = Assert.Single(CampaignFile.Read("f", CampaignFileTests.Smallest + "\ncatalogue: shelf.csv").Errors);

        Assert.Equal(("catalogue", "\"shelf.csv\""), (error.Path, error.Found));
        Assert.Contains("./winback", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LoopThatShowsAPrice_NeedsACatalogue()
    {
        var text = CampaignFileTests.Smallest.Replace("Hello {{fallback", "Hello {{#each (recommended 2)}}{{this.price}}{{/each}}{{fallback", StringComparison.Ordinal);

        Assert.Contains(CampaignFile.Read("f", text).Errors, error => error.Found == "{{this.price}} without a catalogue");
        Assert.Empty(CampaignFile.Read("f", text + "\ncatalogue: [{id: a, title: A}]").Errors);
    }

    private static string With(string items) => CampaignFileTests.Smallest + "\ncatalogue:\n" + string.Join('\n', items.Split('\n').Select(line => "  " + line));
}
