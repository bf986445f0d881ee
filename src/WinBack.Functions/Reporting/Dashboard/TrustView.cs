using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Whether the experiment is sound, what it could have found, and what to keep in mind.</summary>
internal static class TrustView
{
    /// <summary>Sample ratio, power, shares of the holdout, notes.</summary>
    public static Html Of(PageLinks links, CampaignReport report)
    {
        var (checks, found) = (report.Assignment, report.Detectable);
        return Html.Of($"""
            <h3>{links.Term("sample-ratio")}</h3>
            <p>{(checks.IsBalanced ? "The arms came out as they were drawn." : "The arms did NOT come out as they were drawn: find the leak before reading any lift.")}</p>
            {Table.Of("Held out, as drawn and in fact", [Column.Plain("On"), Column.Plain("Expected"), Column.Plain("In fact"), Column.Plain("One look"), Column.Plain("Always valid")],
            [
                Check("All who were drawn", checks.Drawn, checks.DrawnAlwaysValid),
                Check("Those in the lift", checks.Analysed, checks.AnalysedAlwaysValid),
            ])}
            <h3>{links.Term("detectable-lift")}</h3>
            <dl class="figures">
            {KeyFigures.Figure(Html.Of($"Smallest lift it finds"), found.ReturnLift is { } lift && double.IsFinite(lift) ? Text($"{100 * lift:0} % of the rate without it (relative)") : Amounts.TooFew, Text($"with a chance of {100 * found.Power:0} %"))}
            {KeyFigures.Figure(Html.Of($"Smallest difference of revenue"), found.RevenuePerUser is { } revenue && double.IsFinite(revenue) ? Amounts.Money((decimal)revenue, report.Money?.Currency ?? "") : Amounts.TooFew, "per person")}
            {KeyFigures.Figure(Html.Of($"Held-out people still missing"), found.MoreHeldOut is { } more ? Amounts.Count(more) : Amounts.TooFew, Text($"to find a lift of {100 * found.WorthwhileLift:0.#} % of the rate without it (relative)"))}
            </dl>
            {Shares(links, report)}
            <h3>Keep in mind</h3>
            <ul>{Html.Join(report.Notes.Select(note => Html.Of($"<li>{note}</li>")))}</ul>
            """);
    }

    private static Html Shares(PageLinks links, CampaignReport report) => report.Strata.Count < 2 ? Html.Empty : Html.Of($"""
        <h3>{links.Term("holdout", "Shares of the holdout")}</h3>
        {Table.Of("By share of the holdout", [Column.Plain("Share"), Column.Plain("Treatment"), Column.Plain("Holdout"), Column.Plain("Weight in the lift")],
            report.Strata.Select(stratum => (IReadOnlyList<Cell>)[Cell.Of(Amounts.Share(stratum.Share)), Cell.Of(Amounts.Count(stratum.Treatment)), Cell.Of(Amounts.Count(stratum.Holdout)), Cell.Of(Amounts.Share(stratum.Weight))]))}
        """);

    private static IReadOnlyList<Cell> Check(string on, AssignmentCheck check, SequentialAssignmentCheck always) =>
        [Cell.Of(on), Cell.Number(check.ExpectedHoldout, "#,0.0"), Cell.Of(Amounts.Count(check.Holdout)), Cell.Of(Amounts.P(check.PValue)), Cell.Of(Amounts.P(always.PValue))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
