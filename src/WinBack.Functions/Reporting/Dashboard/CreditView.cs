using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What is credited to channels, beside the effect and no part of it.</summary>
internal static class CreditView
{
    /// <summary>By channel.</summary>
    public static Html Of(PageLinks links, CampaignReport report) => report.Credit is not { } credit ? Html.Empty : Html.Of($"""
        <p class="quiet">{credit.Definition}</p>
        {Table.Of("What came last before a purchase, by channel", [new(links.Term("credit", "Channel")), Column.Plain("Purchases after its message"), Column.Plain("Their value"), Column.Plain("Purchases after a click on it"), Column.Plain("Their value")],
            credit.Channels.Select(channel => (IReadOnlyList<Cell>)
            [
                Cell.Of(AttemptKey.Name(channel.Channel)), Cell.Of(Amounts.Count(channel.Conversions)), Cell.Of(Amounts.Money(channel.Revenue, report.Money?.Currency ?? "")),
                Cell.Of(Amounts.Count(channel.DirectConversions)), Cell.Of(Amounts.Money(channel.DirectRevenue, report.Money?.Currency ?? "")),
            ]))}
        """);
}
