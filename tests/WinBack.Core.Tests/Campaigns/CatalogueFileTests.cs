using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CatalogueFileTests
{
    private const string Named = CampaignFileTests.Smallest + "\ncatalogue: shelf.csv   # beside this file\npriority: 3\n";

    [Fact]
    public void Inlined_ItemsOfAFile_StandInPlaceOfItsName()
    {
        Assert.Equal("shelf.csv", CatalogueFile.NameIn(Named));

        var text = CatalogueFile.Inlined(Named, [
            new Dictionary<string, string> { ["id"] = "guji", ["title"] = "Guji: \"the\" #1, {really}", ["price"] = "12.90", ["currency"] = "EUR", ["link"] = "" },
            new Dictionary<string, string> { ["id"] = "7", ["title"] = "Öl 'n' Käse" },
        ]);

        var campaign = CampaignFileTests.Valid(text);
        Assert.Equal([new("guji", "Guji: \"the\" #1, {really}", null, 12.90m, "EUR"), new("7", "Öl 'n' Käse")], campaign.Catalogue);
        Assert.Equal(3, campaign.Priority);
        Assert.Null(CatalogueFile.NameIn(text));
    }

    [Fact]
    public void Inlined_WrongItem_IsFoundWhenTheCampaignIsRead() =>
        Assert.Contains(CampaignFile.Read("f", CatalogueFile.Inlined(Named, [new Dictionary<string, string> { ["id"] = "a", ["colour"] = "red" }])).Errors, error => error.Path == "catalogue[0]");

    [Theory]
    [InlineData(CampaignFileTests.Smallest)]
    [InlineData(CampaignFileTests.Smallest + "\ncatalogue: [{id: a, title: A}]")]
    [InlineData(CampaignFileTests.Smallest + "\ncatalogue:")]
    [InlineData("id: [")]
    [InlineData("")]
    public void NameIn_NoFileNamed_IsNull(string text) => Assert.Null(CatalogueFile.NameIn(text));
}
