using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CampaignCurrenciesTests
{
    private const string Offers = """

        offer:
          id: spring
          code: pool
          value: {amount: 5, currency: EUR}
          tiers:
            - {when: {field: country, is: CH}, value: {amount: 6, currency: CHF}}
        """;

    [Fact]
    public void Uncounted_OfferWithoutRate_IsNamedInPlace()
    {
        var text = CampaignFileTests.Smallest + Offers;
        var campaign = CampaignFile.Read("c.yaml", CampaignFileTests.Smallest).Campaign!;
        campaign = campaign with { Touches = [.. campaign.Touches.Select(touch => touch with { Offer = Spring })] };

        var error = Assert.Single(CampaignCurrencies.Uncounted("c.yaml", text, campaign, new()));
        Assert.Contains("\"CHF\", of which no rate says what it is worth in EUR; allowed: EUR; with the setting Money__Rates__CHF", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("CHF", text.Split('\n')[error.Line - 1].Substring(error.Column - 1, 3));
        Assert.Empty(CampaignCurrencies.Uncounted("c.yaml", text, campaign, new() { Rates = { ["CHF"] = 1.05m } }));
        Assert.Empty(CampaignCurrencies.Uncounted("c.yaml", text, campaign, new() { Currency = "CHF", Rates = { ["EUR"] = 0.95m } }));
    }

    [Fact]
    public void Uncounted_BudgetWithoutRate_IsNamedInPlace()
    {
        var text = CampaignFileTests.Smallest + "\nguards:\n  budget: {amount: 10, currency: GBP}\n";
        var campaign = CampaignFile.Read("c.yaml", text).Campaign!;

        var error = Assert.Single(CampaignCurrencies.Uncounted("c.yaml", text, campaign, new()));
        Assert.Contains("guards.budget.currency", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Money__Rates__GBP", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(CampaignCurrencies.Uncounted("c.yaml", text, campaign, new() { Rates = { ["GBP"] = 1.2m } }));
    }

    private static readonly Offer Spring = new()
    {
        Id = "spring",
        Value = new() { Amount = 5, Currency = "EUR" },
        Tiers = [new(new Condition.All([]), new() { Amount = 6, Currency = "CHF" })],
    };
}
