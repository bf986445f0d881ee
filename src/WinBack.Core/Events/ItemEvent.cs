namespace WinBack.Core.Events;

/// <summary>
/// Events that tell a person's history of news about an item they looked at. They are made here, of what the shop posts about the item, and no source may
/// post one: it would put a price of its own into a message. They are nothing the person did, so they count as no activity and as no return.
/// </summary>
public static class ItemEvent
{
    /// <summary>The item costs less than before.</summary>
    public const string PriceDrop = "winback.price_drop";

    /// <summary>The item was sold out and is there again.</summary>
    public const string BackInStock = "winback.back_in_stock";

    /// <summary>Property: the item's id.</summary>
    public const string Item = "item";

    /// <summary>Property: what people call it, where the shop said.</summary>
    public const string Name = "name";

    /// <summary>Property: where it is to be had, where the shop said.</summary>
    public const string Url = "url";

    /// <summary>Property: what it costs, where known.</summary>
    public const string Price = "price";

    /// <summary>Property of a price drop: what it cost before.</summary>
    public const string PriceBefore = "priceBefore";

    /// <summary>Property of a price drop: by how much it fell, in percent of the price before, rounded down to hundredths.</summary>
    public const string Percent = "percent";

    /// <summary>Property: currency of the prices.</summary>
    public const string Currency = "currency";

    /// <summary>Property: when the person last looked at it, by the type of their event; an object.</summary>
    public const string Looks = "looks";

    /// <summary>Whether events of a type are made here.</summary>
    public static bool Is(string type) => type is PriceDrop or BackInStock;

    /// <summary>What templates may read of an event of a type, in the order it is worth naming.</summary>
    public static IReadOnlyList<string> Properties(string type) =>
        type == PriceDrop ? [Item, Name, Url, Price, PriceBefore, Percent, Currency] : [Item, Name, Url, Price, Currency];
}
