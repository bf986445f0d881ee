using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Counts codes given and used.</summary>
internal sealed class OfferSums
{
    private readonly SortedDictionary<string, OfferCount> _byOffer = new(StringComparer.Ordinal);

    public void Add(Fact fact)
    {
        var id = fact.Offer!;
        var count = _byOffer.GetValueOrDefault(id) ?? new(id, 0, 0, 0, 0, null);
        var amount = fact.Amount ?? 0;
        count = count with { Currency = count.Currency ?? fact.Currency };
        _byOffer[id] = fact.Kind == FactKind.OfferGiven
            ? count with { Given = count.Given + 1, Worth = count.Worth + amount }
            : count with { Redeemed = count.Redeemed + 1, Cost = count.Cost + amount };
    }

    public IReadOnlyList<OfferCount> ToCounts() => [.. _byOffer.Values];
}

/// <summary>What a campaign gave of one offer. The held-out get none, so all of it is the treatment's.</summary>
/// <param name="Offer">Id.</param>
/// <param name="Given">Codes in messages that left.</param>
/// <param name="Worth">What those may cost at most; percentages without a limit count as 0.</param>
/// <param name="Redeemed">Codes that the shop says were used by whom they were given to.</param>
/// <param name="Cost">What those cost.</param>
/// <param name="Currency">Of both sums; null where nothing tells.</param>
public sealed record OfferCount(string Offer, long Given, decimal Worth, long Redeemed, decimal Cost, string? Currency);
