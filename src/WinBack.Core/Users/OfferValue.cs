namespace WinBack.Core.Users;

/// <summary>What an offer is worth: a part of the basket or a sum, never both.</summary>
public sealed record OfferValue
{
    /// <summary>Percent of the basket, above 0 to 100; null for a sum.</summary>
    public decimal? Percent { get; init; }

    /// <summary>A sum off the basket, in <see cref="Currency"/>; null for a percentage.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The most that a percentage may come to, in <see cref="Currency"/>; null for no limit.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>ISO 4217 code; null for a percentage without a limit.</summary>
    public string? Currency { get; init; }

    /// <summary>The most that one use can cost, in <see cref="Currency"/>; null where nobody knows.</summary>
    public decimal? Most => Amount ?? UpTo;

    /// <summary>What one use cost: of what the shop says it took off, or else of what follows from the basket, never more than <see cref="Most"/>.</summary>
    /// <param name="said">What the shop says, in <see cref="Currency"/> where that is known; null when it does not.</param>
    /// <param name="basket">Value of the order, in the same; null when it is not known.</param>
    /// <returns>In the same; null where nothing tells.</returns>
    public decimal? Cost(decimal? said, decimal? basket)
    {
        var cost = said is >= 0 ? said : Amount ?? (basket is >= 0 ? decimal.Round(basket.Value * Percent!.Value / 100, 2) : Most);
        return cost is { } known && Most is { } most ? Math.Min(known, most) : cost;
    }
}
