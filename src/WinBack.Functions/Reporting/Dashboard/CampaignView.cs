using Microsoft.AspNetCore.Http;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Functions.Pages;
using WinBack.Storage.Campaigns;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>A campaign's report as a page: what to conclude first, then what it rests on.</summary>
internal sealed class CampaignView(PageLinks links)
{
    /// <summary>The page.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="report">Its report.</param>
    /// <param name="now">The instant of the page.</param>
    /// <param name="isFresh">Whether a report as of now was asked for; links go on asking for it.</param>
    /// <param name="paused">What paused it; null where it is not paused, or nobody knows.</param>
    public IResult Show(Campaign campaign, CampaignReport report, DateTimeOffset now, bool isFresh = false, CampaignDeed? paused = null) =>
        new Page(campaign.Name, Content(campaign, report, now, isFresh, paused), frame: DashboardFrame.Of(links, PageLinks.Overview, hasCharts: true));

    /// <summary>The same as a file that needs nothing else, with the definitions at its end.</summary>
    public static Page Document(Campaign campaign, CampaignReport report, DateTimeOffset now, CampaignDeed? paused) => new(
        campaign.Name,
        Html.Of($"{new CampaignView(PageLinks.InFile()).Content(campaign, report, now, isFresh: false, paused)}<h2>Definitions</h2>{Terms.List()}"),
        frame: DashboardFrame.OfFile());

    /// <summary>A campaign that was never published here.</summary>
    public IResult NoSuchCampaign(string id) => new Page(
        "No such campaign",
        Html.Of($"""<section class="card"><h2>There is no campaign {id} here</h2><p><a href="{links.To(PageLinks.Overview)}">All campaigns</a> are on the overview; <code>./winback campaign publish FILE</code> publishes another.</p></section>"""),
        StatusCodes.Status404NotFound,
        frame: DashboardFrame.Of(links, PageLinks.Overview));

    /// <summary>Days that the campaign has no report of.</summary>
    public IResult NotTheseDays(Campaign campaign, string wrong, DateTimeOffset now)
    {
        var whole = ReportDays.Whole(campaign, now);
        return new Page(
            campaign.Name,
            Html.Of($"""{DaysForm.Of(links, campaign, whole, whole, isFresh: false)}<section class="card" role="alert"><h2>There is no report of these days</h2><p>{wrong}</p></section>"""),
            StatusCodes.Status400BadRequest,
            frame: DashboardFrame.Of(links, PageLinks.Overview));
    }

    private Html Content(Campaign campaign, CampaignReport report, DateTimeOffset now, bool isFresh, CampaignDeed? paused)
    {
        ReportDays shown = new(report.From, report.To), whole = ReportDays.Whole(campaign, now);
        var sections = Sections(campaign, report).Where(section => section.Content.ToString().Length > 0).ToList();
        return Html.Of($"""
            <p class="quiet">{StatusText.Badge(campaign.Status)} <code>{campaign.Id}</code>, version {campaign.Version}. {(shown == whole ? "Everybody who entered" : "Only those who entered")} from {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}, {AsOf(campaign, report, now, shown == whole)}</p>
            {PausedNotice.Of(campaign, paused)}
            {DaysForm.Of(links, campaign, shown, whole, isFresh)}
            <section class="card" aria-labelledby="verdict">
            <h2 id="verdict">{links.Term("verdict")}</h2>
            <p class="verdict">{report.Verdict}</p>
            {FirstClose.Hint(campaign, report, isWhole: shown == whole)}
            <dl class="figures">
            {KeyFigures.Of(links, report)}
            </dl>
            </section>
            <nav aria-label="On this page"><ul class="contents">{Html.Join(sections.Select(section => Html.Of($"""<li><a href="#{section.Id}">{section.Title}</a></li>""")))}</ul></nav>
            {Html.Join(sections.Select(section => Html.Of($"""
            <section class="card" aria-labelledby="{section.Id}">
            <h2 id="{section.Id}">{section.Title}</h2>
            {section.Content}
            </section>
            """)))}
            """);
    }

    private Html AsOf(Campaign campaign, CampaignReport report, DateTimeOffset now, bool isWhole) => report.SummedUpAt is { } at
        ? Html.Of($"""as of the last {links.Term("rollup", "roll-up")}, {Amounts.At(at)}. <a href="{links.Campaign(campaign.Id, isWhole ? null : (report.From, report.To), isFresh: true)}">As of now</a>.""")
        : Html.Of($"as of {Amounts.At(now)}.");

    private IEnumerable<(string Id, string Title, Html Content)> Sections(Campaign campaign, CampaignReport report) =>
    [
        ("effect", "The effect", EffectView.Lifts(links, report)),
        ("over-time", "Lift over time", EffectView.OverTime(links, report)),
        ("curves", "How soon people came back", EffectView.Curves(links, report)),
        ("funnel", "Funnel", FunnelView.Funnel(links, report)),
        ("touches", "Touch timeline", FunnelView.Touches(links, campaign, report)),
        .. report.Groups.Select(table => ($"by-{table.By}", GroupsView.TitleOf(table), GroupsView.Of(links, table))),
        ("cohorts", "By week of entry", GroupsView.Cohorts(links, report)),
        ("money", "Cost and money", MoneyView.Of(links, report)),
        ("credited", "Credit by channel", CreditView.Of(links, report)),
        ("harm-done", "Harm", HarmView.Of(links, report)),
        ("guards", "Guards", GuardsView.Of(links, report)),
        ("after", "After the return", FurtherView.Afterwards(links, report)),
        ("further", "Other populations", FurtherView.Others(links, report)),
        ("trust", "Can the numbers be trusted?", TrustView.Of(links, report)),
    ];
}
