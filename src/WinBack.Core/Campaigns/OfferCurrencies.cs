using WinBack.Core.Events;

namespace WinBack.Core.Campaigns;

/// <summary>Whether what a campaign gives can be counted as a cost.</summary>
public static class OfferCurrencies
{
    /// <summary>Every currency of its offers that has no rate; empty when all is well.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The campaign's file.</param>
    /// <param name="campaign">What it says.</param>
    /// <param name="money">The currencies that can be counted.</param>
    public static IReadOnlyList<CampaignError> Uncounted(string fileName, string text, Campaign campaign, MoneyOptions money) =>
    [
        .. campaign.AllTouches().Select(touch => touch.Offer).OfType<Offer>().SelectMany(offer => offer.Tiers.Select(tier => tier.Value).Append(offer.Value))
            .Select(value => value?.Currency).Distinct(StringComparer.Ordinal).OfType<string>().Where(currency => !money.Knows(currency))
            .Select(currency => Error(fileName, text, currency, money)),
    ];

    private static CampaignError Error(string fileName, string text, string currency, MoneyOptions money)
    {
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, line => line.Contains("currency", StringComparison.Ordinal) && line.Contains(currency, StringComparison.Ordinal));
        return new(
            fileName, Math.Max(0, at) + 1, at < 0 ? 1 : lines[at].IndexOf(currency, StringComparison.Ordinal) + 1, "offer.value.currency",
            $"\"{currency}\", of which no rate says what it is worth in {money.Currency}", money.Fault(currency)!.Allowed);
    }
}
