using Microsoft.AspNetCore.Http;
using WinBack.Core.Reporting;
using WinBack.Functions.Lapse;
using WinBack.Functions.Pages;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Whether the machinery runs, and what to do where it does not.</summary>
internal sealed class ScanView(PageLinks links)
{
    /// <summary>The page.</summary>
    public IResult Show(ScanShown health) => new Page(
        "Scan health",
        Html.Of($"""
            <section class="card" aria-labelledby="scan"><h2 id="scan">{links.Term("scan")}</h2>{Scan(health)}</section>
            <section class="card" aria-labelledby="audit"><h2 id="audit">{links.Term("audit")}</h2>{Audit(health.Audit)}</section>
            <section class="card" aria-labelledby="rollup"><h2 id="rollup">{links.Term("rollup")}</h2>{Rollup(health)}</section>
            <section class="card" aria-labelledby="letters"><h2 id="letters">Messages set aside</h2>{Letters(health.Queues)}</section>
            """),
        frame: DashboardFrame.Of(links, PageLinks.Scan));

    private static Html Scan(ScanShown health)
    {
        var (backlog, isStale) = (health.Backlog, Health.IsStale(health.LastScan, health.Now));
        var verdict = health.LastScan is null ? Html.Of($"""<p>No scan has run yet. It runs by itself every few minutes; <code>POST /api/admin/scan</code> runs one now.</p>""")
            : isStale ? Html.Of($"""<p class="bad">The last scan is too long ago: nobody enters a campaign, and no window closes. See whether the host runs, then <code>POST /api/admin/scan</code>.</p>""")
            : Html.Of($"""<p class="good">The scan runs.</p>""");
        return Html.Of($"""
            {verdict}
            <dl class="figures">
            {KeyFigures.Figure(Html.Of($"Last scan ended"), health.LastScan is { } at ? Amounts.At(at) : "never", health.LastScan is { } last ? $"{Span(health.Now - last)} ago" : null)}
            {KeyFigures.Figure(Html.Of($"Due now"), $"{(backlog.IsAtLeast ? "at least " : "")}{Amounts.Count(backlog.Rows)}", "people to look at, and windows to close")}
            {KeyFigures.Figure(Html.Of($"Behind"), backlog.Oldest is { } oldest ? Span(health.Now - oldest) : "nothing waits", backlog.Oldest is { } since ? $"the oldest is due since {Amounts.At(since)}" : null)}
            </dl>
            """);
    }

    private static Html Audit(AuditResult? audit) => audit is null
        ? Html.Of($"""<p>No audit has run yet. It runs every night; <code>POST /api/admin/audit</code> runs one now.</p>""")
        : Html.Of($"""
            <p class="{(audit.Report.IsClean ? "good" : "bad")}">{(audit.Report.IsClean ? "Every promise was kept." : $"{Counted.Of(audit.Report.Broken, "row breaks", "rows break")} a promise: GET /api/admin/audit names some of them.")}</p>
            <p class="quiet">Ended {Amounts.At(audit.FinishedAt)}: {Counted.Of(audit.Report.Users, "person", "people")}, {Counted.Of(audit.Report.Departures, "message")}.</p>
            {Table.Of("The promises", [Column.Plain("Promise"), Column.Plain("Checked"), Column.Plain("Broken")],
                audit.Report.Promises.Select(promise => (IReadOnlyList<Cell>)[Cell.Of($"{promise.Number}. {PromiseText.Of(promise.Number)}"), Cell.Of(Amounts.Count(promise.Checked)), Cell.Of(Amounts.Count(promise.Broken))]))}
            """);

    private static Html Rollup(ScanShown health) => Html.Of($"""
        <dl class="figures">
        {KeyFigures.Figure(Html.Of($"Last brought up to date"), health.SummedUp is { } at ? Amounts.At(at) : "never", health.SummedUp is { } last ? $"{Span(health.Now - last)} ago" : "the first run comes by its schedule, Reporting:RollupSchedule")}
        {KeyFigures.Figure(Html.Of($"Days that wait"), Amounts.Count(health.DaysWaiting), "of all campaigns, whose facts changed since, or have outcomes that are dated later. Runs sum up a few hundred each; a day with later outcomes waits until they count")}
        </dl>
        """);

    private static Html Letters(IReadOnlyList<QueueShown>? queues) => queues is null
        ? Html.Of($"<p>Events are applied as they come: there is no queue, and nothing is set aside.</p>")
        : Html.Of($"""
            {Table.Of("Dead letters by queue", [Column.Plain("Queue"), Column.Plain("Dead letters")],
                queues.Select(queue => (IReadOnlyList<Cell>)[Cell.Of(queue.Queue), Cell.Of(queue.Letters is { } count ? $"{(queue.IsAtLeast ? "at least " : "")}{Amounts.Count(count)}" : "cannot be asked now")]))}
            <p class="quiet">They could not be applied. Mend what set them aside, then <code>POST /api/admin/replay-dead-letters?queue=NAME</code>.</p>
            """);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => Counted.Of((long)span.TotalDays, "day"),
        { TotalHours: >= 2 } => Counted.Of((long)span.TotalHours, "hour"),
        { TotalMinutes: >= 2 } => Counted.Of((long)span.TotalMinutes, "minute"),
        _ => Counted.Of(Math.Max(0, (long)span.TotalSeconds), "second"),
    };
}
