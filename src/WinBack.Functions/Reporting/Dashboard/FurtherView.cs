using WinBack.Core.Reporting;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>The effect on other people, at other times, than the headline is about.</summary>
internal static class FurtherView
{
    /// <summary>The months after enrolment.</summary>
    public static Html Afterwards(PageLinks links, CampaignReport report) => report.Afterwards is not { } after ? Html.Empty : Html.Of($"""
        <p class="quiet">{after.Population}</p>
        {Table.Of("In the months after enrolment", [new(links.Term("afterwards", "What")), Column.Plain("Treatment"), Column.Plain("Holdout"), new(links.Term("interval", "Difference, one look"))],
        [
            Rates("Second purchase within 90 days", after.SecondPurchase),
            [Cell.Of("Purchases per person in 90 days"), Number(after.Purchases.Treatment), Number(after.Purchases.Holdout), Cell.Of(Amounts.Mean(after.Purchases.Absolute))],
            Money("Revenue per person in 30 days", after.Revenue30, Currency(report)),
            Money("Revenue per person in 90 days", after.Revenue90, Currency(report)),
            Rates("Entered again within 90 days", after.LapsedAgain),
        ])}
        """);

    /// <summary>Those who would be reached, later enrolments, and all campaigns together.</summary>
    public static Html Others(PageLinks links, CampaignReport report) => Html.Of($"{Triggered(links, report)}{Later(links, report)}{Programme(links, report)}");

    private static Html Triggered(PageLinks links, CampaignReport report) => report.Triggered is not { } triggered ? Html.Empty : Html.Of($"""
        <h3>{links.Term("triggered")}</h3><p class="quiet">{triggered.Population}</p>
        {Table.Of("Lift on those who would be reached", Compared(links), [Rates("Return rate", triggered.Lift.Return), Rates("Conversion rate", triggered.Lift.Conversion), Money("Revenue per person", triggered.Lift.RevenuePerUser, Currency(report))])}
        """);

    private static Html Later(PageLinks links, CampaignReport report) => report.Later is not { } later ? Html.Empty : Html.Of($"""
        <h3>{links.Term("later-enrolments")}</h3><p class="quiet">{later.Population} {Counted.Of(later.Persons, "person", "people")}, once for each arm.</p>
        {Table.Of("Later enrolments", Compared(links),
        [
            [Cell.Of("Return rate"), EffectView.Rate(new(later.Treatment.Returned, later.Treatment.Enrolments)), EffectView.Rate(new(later.Holdout.Returned, later.Holdout.Enrolments)), Cell.Of(Amounts.Points(later.Return))],
            [Cell.Of("Conversion rate"), EffectView.Rate(new(later.Treatment.Converted, later.Treatment.Enrolments)), EffectView.Rate(new(later.Holdout.Converted, later.Holdout.Enrolments)), Cell.Of(Amounts.Points(later.Conversion))],
            [Cell.Of("Revenue per enrolment"), Mean(later.Treatment, Currency(report)), Mean(later.Holdout, Currency(report)), Cell.Of(Amounts.Money(later.RevenuePerEnrolment, Currency(report)))],
        ])}
        """);

    private static Html Programme(PageLinks links, CampaignReport report) => report.Programme is not { } programme ? Html.Empty : Html.Of($"""
        <h3>{links.Term("programme")}</h3><p class="quiet">{programme.Population}</p>
        {Table.Of("All campaigns against none", Compared(links, "May be contacted", "Never contacted"), [Rates("Return rate", programme.Return), Rates("Conversion rate", programme.Conversion), Money("Revenue per person", programme.RevenuePerUser, Currency(report))])}
        """);

    private static Column[] Compared(PageLinks links, string first = "Treatment", string second = "Holdout") => [Column.Plain("What"), Column.Plain(first), Column.Plain(second), new(links.Term("interval", "Difference, one look"))];

    private static IReadOnlyList<Cell> Rates(string what, RateLift lift) => [Cell.Of(what), EffectView.Rate(lift.Treatment), EffectView.Rate(lift.Holdout), Cell.Of(Amounts.Points(lift.Absolute))];

    private static IReadOnlyList<Cell> Money(string what, MeanLift lift, string currency) =>
        [Cell.Of(what), EffectView.Mean(lift.Treatment, currency), EffectView.Mean(lift.Holdout, currency), Cell.Of(Amounts.Money(lift.Absolute, currency))];

    private static Cell Mean(OutcomeSum sum, string currency) => EffectView.Mean(sum.Enrolments == 0 ? null : (double)sum.Revenue / sum.Enrolments, currency);

    private static Cell Number(double? value) => Cell.Number(value, "0.00");

    private static string Currency(CampaignReport report) => report.Money?.Currency ?? "";
}
