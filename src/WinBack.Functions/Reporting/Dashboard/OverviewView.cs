using Microsoft.AspNetCore.Http;
using WinBack.Core.Reporting;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>All campaigns at a glance.</summary>
internal sealed class OverviewView(PageLinks links)
{
    private const string Title = "Campaigns";

    /// <summary>The overview.</summary>
    /// <param name="campaigns">In the order to show.</param>
    /// <param name="leftOut">How many more there are.</param>
    /// <param name="programme">All together; null while nobody is held out of all.</param>
    /// <param name="summedUp">When the rollups were brought up to date last; null when no run has come to its end.</param>
    /// <param name="hasBegun">Whether a run has summed up anything, even if it broke off.</param>
    /// <param name="now">The instant of the page.</param>
    public IResult Show(IReadOnlyList<CampaignGlance> campaigns, int leftOut, ProgrammeLift? programme, DateTimeOffset? summedUp, bool hasBegun, DateTimeOffset now) => new Page(
        Title,
        Html.Of($"""
            <p class="quiet">{AsOf(summedUp, hasBegun, now)}</p>
            {AtAGlance(campaigns)}
            <h2>Each campaign</h2>
            {Html.Join(campaigns.Select((campaign, index) => Card(campaign, index + 1)))}
            {(leftOut > 0 ? Html.Of($"""<p class="quiet">{Counted.Of(leftOut, "more campaign is", "more campaigns are")} not shown here; open each by its address, {PageLinks.Overview}/campaigns/ID.</p>""") : Html.Empty)}
            {Together(programme)}
            """),
        frame: DashboardFrame.Of(links, PageLinks.Overview, hasCharts: true));

    /// <summary>Before the first campaign.</summary>
    public IResult NothingYet() => new Page(
        Title,
        Html.Of($"""
            <section class="card">
            <h2>No campaign is published yet</h2>
            <ul>
            <li>On this machine: <code>./winback campaign publish campaigns/replenishment.yaml</code></li>
            <li>Over HTTP: <code>POST /api/admin/campaigns?file=NAME.yaml</code> with the file as the body</li>
            <li>To see the whole of it at work on a made-up shop first: <code>./winback demo</code></li>
            </ul>
            </section>
            """),
        frame: DashboardFrame.Of(links, PageLinks.Overview));

    private Html AsOf(DateTimeOffset? summedUp, bool hasBegun, DateTimeOffset now) => summedUp is { } at
        ? Html.Of($"As of the last {links.Term("rollup", "roll-up")}, {Amounts.At(at)}.")
        : !hasBegun ? Html.Of($"No {links.Term("rollup", "roll-up")} has run yet: everything is as of now, {Amounts.At(now)}.")
        : Html.Of($"No {links.Term("rollup", "roll-up")} has run to its end yet: days that a broken one summed up are as of then, all others as of now, {Amounts.At(now)}.");

    private Html AtAGlance(IReadOnlyList<CampaignGlance> campaigns)
    {
        if (campaigns.All(each => each.Report.Lift.Return.Absolute is null))
            return Html.Empty;
        var chart = new Chart(
            "glance", "intervals", "How many more came back because of each campaign",
            "Points: of every 100 people, how many more came back with the campaign than without. A bar right of zero is a gain, one that holds zero may be none at all. Broad bar: for one look. Narrow bar: holds at every look, and decides.",
            "points", "more of every 100 people came back")
        {
            Columns =
            [
                Column.Label("Campaign"),
                .. Intervals.Columns("fixed", "interval for one look", Html.Of($"{links.Term("lift")}, {links.Term("interval", "one look")}")),
                .. Intervals.Columns("always", "always-valid interval", Html.Of($"{links.Term("lift")}, {links.Term("always-valid-interval", "always valid")}")),
            ],
            Rows = [.. campaigns.Select(each => (IReadOnlyList<Cell>)[Cell.Of(each.Campaign.Name), .. Intervals.Points(each.Report.Lift.Return.Absolute), .. Intervals.Points(Newest(each.Report)?.Return)])],
        };
        return Html.Of($"""<section class="card" aria-labelledby="glance"><h2 id="glance">The effect at a glance</h2>{chart.ToHtml()}</section>""");
    }

    private Html Card(CampaignGlance glance, int number)
    {
        var (campaign, report) = (glance.Campaign, glance.Report);
        return Html.Of($"""
            <article class="card" aria-labelledby="campaign-{number}">
            <h3 id="campaign-{number}"><a href="{links.Campaign(campaign.Id)}">{campaign.Name}</a>{StatusText.Badge(campaign.Status)}</h3>
            {PausedNotice.Of(campaign, glance.Paused)}
            <p class="verdict">{report.Verdict}</p>
            {FirstClose.Hint(campaign, report, isWhole: true)}
            <dl class="figures">
            {KeyFigures.Of(links, report)}
            </dl>
            </article>
            """);
    }

    private Html Together(ProgrammeLift? programme) => programme is null ? Html.Empty : Html.Of($"""
        <section class="card" aria-labelledby="programme">
        <h2 id="programme">{links.Term("programme")}</h2>
        <p class="verdict">{ProgrammeText.Of(programme)}</p>
        <p class="quiet">{programme.Population}</p>
        <dl class="figures">
        {KeyFigures.Figure(links.Term("return-rate"), $"{Amounts.Share(programme.Return.Treatment.Share)} against {Amounts.Share(programme.Return.Holdout.Share)}", "may be contacted against never contacted")}
        {KeyFigures.Figure(links.Term("lift", "Lift of the return rate, one look"), Amounts.Points(programme.Return.Absolute))}
        {KeyFigures.Figure(links.Term("conversion-rate", "More reached a goal, one look"), Amounts.Points(programme.Conversion.Absolute))}
        {KeyFigures.Figure(Html.Of($"People"), $"{Amounts.Count(programme.Contacted.Enrolments)} may be contacted, {Amounts.Count(programme.Global.Enrolments)} never contacted")}
        </dl>
        </section>
        """);

    private static AlwaysValidLift? Newest(CampaignReport report) => report.Looks.Count == 0 ? null : report.Looks[^1].AlwaysValid;
}
