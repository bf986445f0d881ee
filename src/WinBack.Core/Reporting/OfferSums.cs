using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Counts codes given and used.</summary>
internal static class OfferSums
{
    public static void Add(SortedDictionary<string, OfferCount> byOffer, Fact fact, bool isNew)
    {
        if (!isNew)
            return;
        var id = fact.Offer!;
        var count = byOffer.GetValueOrDefault(id) ?? new(id, 0, 0, 0, 0, null);
        var amount = fact.Amount ?? 0;
        byOffer[id] = count.With(fact.Kind == FactKind.OfferGiven
            ? new(id, 1, amount, 0, 0, fact.Currency)
            : new(id, 0, 0, 1, amount, fact.Currency));
    }
}

/// <summary>What a campaign gave of one offer. The held-out get none, so all of it is the treatment's.</summary>
/// <param name="Offer">Offer id.</param>
/// <param name="Given">Codes in messages that left.</param>
/// <param name="Worth">What those may cost at most, in <paramref name="Currency"/>; percentages without a limit count as 0.</param>
/// <param name="Redeemed">Codes that the shop says were used by whom they were given to.</param>
/// <param name="Cost">What those cost, in <paramref name="Currency"/>.</param>
/// <param name="Currency">Of both sums; null where nothing tells. Of several the first in the alphabet.</param>
public sealed record OfferCount(string Offer, long Given, decimal Worth, long Redeemed, decimal Cost, string? Currency)
{
    /// <summary>Both together.</summary>
    internal OfferCount With(OfferCount other) => new(
        Offer, Given + other.Given, Worth + other.Worth, Redeemed + other.Redeemed, Cost + other.Cost,
        Currency is null || (other.Currency is not null && string.CompareOrdinal(other.Currency, Currency) < 0) ? other.Currency : Currency);
}
