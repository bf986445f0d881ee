using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.AnOffer;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>An offer is made only where enough of the margin stays: of the person, or of the item that it is about.</summary>
public sealed class OfferMarginTests
{
    [Theory]
    [InlineData(8.0, true)]    // 8 − 5 leaves exactly 3
    [InlineData(7.99, false)]
    [InlineData(null, false)]  // what is not known is no margin
    public void Claim_MarginFloor_DropsAnOfferThatGoesBelow(double? margin, bool gets)
    {
        var offer = Spring with { MarginFloor = new("attributes.margin", 3) };
        var user = Enrolled(With(offer));
        if (margin is { } known)
            user = user with { Profile = user.Profile with { Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["margin"] = new(FieldValue.Of((decimal)known), Noon) } } };

        Assert.Equal(gets ? 1 : 0, Claim(user, offer).User.Offers.Count);
    }

    [Theory]
    [InlineData("tin", null, 2, true)]          // 7 − 5 leaves 2
    [InlineData("TIN", null, 2, true)]
    [InlineData("tin", null, 2.01, false)]
    [InlineData(null, "cup; tin", 2, true)]     // the first that is in the catalogue
    [InlineData("mug", "tin", 2, true)]
    [InlineData(null, null, 0, false)]          // no item, no margin
    [InlineData("scale", null, 0, false)]       // its margin is not known
    [InlineData("yen", null, 0, false)]         // another currency
    public void Claim_MarginOfAnItem_IsThatOfTheEventsItemElseOfARecommendedOne(string? item, string? recommended, double floor, bool gets)
    {
        var offer = Spring with { MarginFloor = new(MarginFloor.OfItem, (decimal)floor) };
        var user = Shopper(item, recommended);

        Assert.Equal(gets, Claim(user, offer, Shelf(offer)).User.Offers.Count == 1);
    }

    [Theory]
    [InlineData(10, null, 5.8, true)]       // 10 % of 12 is 1.20
    [InlineData(10, null, 5.81, false)]
    [InlineData(50, 3, 4, true)]            // at most 3
    public void Claim_PercentageAgainstAnItem_CostsThatOfItsPrice(int percent, int? upTo, double floor, bool gets)
    {
        var offer = Spring with { Value = new() { Percent = percent, UpTo = upTo, Currency = upTo is null ? null : "EUR" }, MarginFloor = new(MarginFloor.OfItem, (decimal)floor) };

        Assert.Equal(gets, Claim(Shopper("tin", null), offer, Shelf(offer)).User.Offers.Count == 1);
    }

    private static Campaign Shelf(Offer offer) => With(offer) with
    {
        Catalogue = [new("tin", "A tin", null, 12, "EUR") { Margin = 7 }, new("scale", "A scale", null, 29, "EUR"), new("yen", "Far away", null, 900, "JPY") { Margin = 500 }],
    };

    private static User Shopper(string? item, string? recommended)
    {
        var user = Enrolled(With(Spring)).WithOpen(open => item is null ? open : open with { Trigger = new("replenish", "e", Noon) { Properties = new Dictionary<string, FieldValue> { ["item"] = FieldValue.Of(item) } } });
        return recommended is null ? user : user with { Profile = user.Profile with { Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["recommended"] = new(FieldValue.Of(recommended), Noon) } } };
    }
}
