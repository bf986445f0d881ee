using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What the campaign brought and cost.</summary>
internal static class MoneyView
{
    /// <summary>Money, cost of each arm, and offers.</summary>
    public static Html Of(PageLinks links, CampaignReport report)
    {
        var currency = report.Money?.Currency ?? "";
        return report.Money is null && report.Costs.Count == 0 && report.Offers.Count == 0 ? Html.Empty : Html.Of($"{Brought(links, report.Money)}{Costs(links, report, currency)}{Offers(links, report)}");
    }

    private static Html Brought(PageLinks links, Money? money) => money is null ? Html.Empty : Html.Of($"""
        <dl class="figures">
        {KeyFigures.Figure(links.Term("incremental-users"), Amounts.People(money.IncrementalUsers), $"always valid: {Amounts.People(money.IncrementalUsersAlwaysValid)}")}
        {KeyFigures.Figure(links.Term("incremental-revenue"), Amounts.Money(money.IncrementalRevenue, money.Currency), $"always valid: {Amounts.Money(money.IncrementalRevenueAlwaysValid, money.Currency)}")}
        {KeyFigures.Figure(links.Term("costs"), Amounts.Money(money.Cost, money.Currency))}
        {KeyFigures.Figure(links.Term("cost-per-incremental-user"), KeyFigures.Cost(money))}
        {KeyFigures.Figure(links.Term("profit"), Amounts.Money(money.Profit, money.Currency), string.Create(CultureInfo.InvariantCulture, $"at a margin of {100 * money.Margin:0.#} %; always valid: {Amounts.Money(money.ProfitAlwaysValid, money.Currency)}"))}
        </dl>
        """);

    private static Html Costs(PageLinks links, CampaignReport report, string currency) => report.Costs.Count == 0 ? Html.Empty : Table.Of(
        "Cost by arm, and what other campaigns sent",
        [Column.Plain("Arm"), Column.Plain("People"), new(links.Term("costs", "Messages")), Column.Plain("Used offers"), new(links.Term("contamination", "Also contacted by other campaigns")), Column.Plain("Contacts by other campaigns")],
        report.Costs.Select(cost => (IReadOnlyList<Cell>)
        [
            Cell.Of(ArmText.Of(cost.Arm)), Cell.Of(Amounts.Count(cost.Persons)), Cell.Of(Amounts.Money(cost.Messages, currency)), Cell.Of(Amounts.Money(cost.Offers, currency)),
            Cell.Of(Amounts.Count(cost.Contaminated)), Cell.Of(Amounts.Count(cost.OtherContacts)),
        ]));

    private static Html Offers(PageLinks links, CampaignReport report) => report.Offers.Count == 0 ? Html.Empty : Table.Of(
        "Offers, all enrolments",
        [new(links.Term("offers", "Offer")), Column.Plain("Given"), Column.Plain("Worth at most"), Column.Plain("Used"), Column.Plain("Cost of the used")],
        report.Offers.Select(offer => (IReadOnlyList<Cell>)
        [
            Cell.Of(offer.Offer), Cell.Of(Amounts.Count(offer.Given)), Cell.Of(Amounts.Money(offer.Worth, offer.Currency ?? "")), Cell.Of(Amounts.Count(offer.Redeemed)), Cell.Of(Amounts.Money(offer.Cost, offer.Currency ?? "")),
        ]));
}
