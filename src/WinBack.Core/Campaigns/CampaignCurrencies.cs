using WinBack.Core.Events;

namespace WinBack.Core.Campaigns;

/// <summary>Whether what a campaign gives, and may cost, can be counted.</summary>
public static class CampaignCurrencies
{
    /// <summary>Every currency of its offers and its budget that has no rate; empty when all is well.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The campaign's file.</param>
    /// <param name="campaign">What it says.</param>
    /// <param name="money">The currencies that can be counted.</param>
    public static IReadOnlyList<CampaignError> Uncounted(string fileName, string text, Campaign campaign, MoneyOptions money) =>
    [
        .. campaign.AllTouches().Select(touch => touch.Offer).OfType<Offer>().SelectMany(offer => offer.Tiers.Select(tier => tier.Value).Append(offer.Value))
            .Select(value => (Key: "offer.value.currency", value?.Currency)).Append((Key: "guards.budget.currency", campaign.Guards.Budget?.Currency))
            .Where(each => !money.Knows(each.Currency)).DistinctBy(each => each.Currency)
            .Select(each => Error(fileName, text, each.Key, each.Currency!, money)),
    ];

    private static CampaignError Error(string fileName, string text, string key, string currency, MoneyOptions money)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains("currency", StringComparison.Ordinal) && line.Contains(currency, StringComparison.Ordinal));
        return new(
            fileName, Math.Max(0, at) + 1, at < 0 ? 1 : lines[at].IndexOf(currency, StringComparison.Ordinal) + 1, key,
            $"\"{currency}\", of which no rate says what it is worth in {money.Currency}", money.Fault(currency)!.Allowed);
    }
}
