namespace WinBack.Core.Campaigns;

/// <summary>Which offer a touch makes to whom.</summary>
public static class TouchOffers
{
    /// <summary>Stands for those whose variant says nothing of its own in the touch.</summary>
    public const string Everybody = "";

    /// <summary>The offer that a touch makes to the readers of a variant; null when what they read does not speak of it.</summary>
    /// <param name="touch">As the campaign has it.</param>
    /// <param name="variant">Id of the variant; null for none.</param>
    public static Offer? OfferTo(this Touch touch, string? variant) =>
        touch.Offer is { } offer && !touch.WithoutOffer.Contains(variant is not null && touch.Variants.ContainsKey(variant) ? variant : Everybody) ? offer : null;

    /// <summary>Variants of a touch that do not speak of the offer.</summary>
    internal static IReadOnlySet<string> Silent(Touch touch)
    {
        var silent = touch.Variants.Where(variant => !variant.Value.Values.Any(OfferWords.AreIn)).Select(variant => variant.Key).ToHashSet(StringComparer.Ordinal);
        if (!touch.Templates.Values.Any(OfferWords.AreIn))
            silent.Add(Everybody);
        return silent;
    }
}
