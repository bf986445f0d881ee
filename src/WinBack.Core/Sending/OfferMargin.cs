using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Whether an offer leaves the shop what its campaign wants left.</summary>
internal static class OfferMargin
{
    /// <summary>Why it does not, for people; null where it does, or nothing need be left.</summary>
    public static string? BelowFloor(Offer offer, OfferValue value, Campaign campaign, User user, OpenEnrolment open)
    {
        if (offer.MarginFloor is not { } floor)
            return null;
        var left = floor.Of == MarginFloor.OfItem ? LeftOfItem(value, campaign, user, open) : Number(floor.Of, user, open) - (value.Percent ?? value.Amount ?? 0);
        return left is not { } known ? $"{floor.Of} is not known, and {Text(floor.AtLeast)} must be left of it"
            : known < floor.AtLeast ? $"it would leave less than {Text(floor.AtLeast)} of {floor.Of}"
            : null;
    }

    private static decimal? Number(string path, User user, OpenEnrolment open)
    {
        var name = path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return path.StartsWith(TemplateScan.AttributePrefix, StringComparison.Ordinal)
            ? user.Profile.Attributes.GetValueOrDefault(name)?.Value?.Number
            : Property(open, name)?.Number;
    }

    // Of one that is bought alone: what else lies in the basket is not known before.
    private static decimal? LeftOfItem(OfferValue value, Campaign campaign, User user, OpenEnrolment open)
    {
        if (Item(campaign, user, open) is not { Margin: { } margin, Price: { } price } item || (value.Currency is { } currency && currency != item.Currency))
            return null;
        return margin - (value.Amount ?? value.Cost(said: null, price) ?? 0);
    }

    private static CatalogueItem? Item(Campaign campaign, User user, OpenEnrolment open)
    {
        var recommended = user.Profile.Attributes.GetValueOrDefault(TemplateScan.RecommendedAttribute[TemplateScan.AttributePrefix.Length..])?.Value?.Text;
        string?[] named = [Text(Property(open, MarginFloor.ItemProperty)), .. (recommended ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return named.Select(id => campaign.Catalogue.FirstOrDefault(item => item.Id.Equals(id, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(item => item is not null);
    }

    private static FieldValue? Property(OpenEnrolment open, string name) => open.Trigger?.Properties.TryGetValue(name, out var property) == true ? property : null;

    private static string? Text(FieldValue? value) => value switch
    {
        { Text: { } text } => text,
        { Number: { } number } => Text(number),
        _ => null,
    };

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
