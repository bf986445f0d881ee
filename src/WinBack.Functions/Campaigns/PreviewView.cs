using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Users;
using WinBack.Functions.Pages;
using WinBack.Functions.Sending;

namespace WinBack.Functions.Campaigns;

/// <summary>The preview as a page: every touch on every channel, and when it would go and why.</summary>
internal sealed class PreviewView(PreviewRequest asked)
{
    /// <summary>The preview.</summary>
    public IResult Show(Campaign campaign, PreviewReport report) => new Page(
        $"Preview of {campaign.Name}",
        Html.Of($"{Choose()}{Entry(report, 1)}{Touches(report, 1)}"));

    /// <summary>A campaign that was never published here.</summary>
    public IResult NoSuchCampaign() => new Page(
        "Preview", Html.Of($"""<section class="card"><h2>There is no campaign {asked.Campaign} here</h2><p>Publish it first; a file that is not published is previewed by <code>./winback campaign preview</code>.</p></section>"""), StatusCodes.Status404NotFound);

    /// <summary>A user of whom nothing was ever received.</summary>
    public IResult NoSuchUser() => new Page(
        "Preview", Html.Of($"""{Choose()}<section class="card"><h2>Nothing was ever received of this user</h2><p>Choose another above, or one of the made-up people: {string.Join(", ", SamplePeople.Ids)}.</p></section>"""), StatusCodes.Status404NotFound);

    /// <summary>An address that names no instant, or one far away.</summary>
    public IResult NoSuchInstant() => new Page(
        "Preview", Html.Of($"""{Choose()}<section class="card"><h2>That is no instant</h2><p>It is written like 2026-11-27T18:00:00Z, and at most five years away.</p></section>"""), StatusCodes.Status400BadRequest);

    /// <summary>The previews of several people as one page.</summary>
    public static Page Document(Campaign campaign, IEnumerable<PreviewReport> reports) =>
        new Page($"Preview of {campaign.Name}", Html.Join(reports.Select((report, index) => Html.Of($"{Entry(report, index + 1)}{Touches(report, index + 1)}"))));

    private static Html Touches(PreviewReport report, int person) => Html.Join(report.Touches.Select((touch, index) => Touch(report, touch, $"{person}-{index + 1}")));

    private Html Choose() => Html.Of($"""
        <form class="bar" method="get" action="/api/admin/campaigns/{Uri.EscapeDataString(asked.Campaign)}/preview">
        <div><label for="user">User</label><input type="text" id="user" name="user" list="people" maxlength="512" value="{asked.User ?? SamplePeople.Typical}"></div>
        <datalist id="people">{Html.Join(SamplePeople.Ids.Select(id => Html.Of($"""<option value="{id}"></option>""")))}</datalist>
        <div><label for="at">Enters at (UTC)</label><input type="text" id="at" name="at" value="{asked.At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"></div>
        {(asked.Key is null ? Html.Empty : Html.Of($"""<input type="hidden" name="code" value="{asked.Key}">"""))}
        <button>Preview</button>
        </form>
        """);

    private static Html Entry(PreviewReport report, int person) => Html.Of($"""
        <section class="card" aria-labelledby="entry-{person}">
        <h2 id="entry-{person}">{(report.Entry.Findings.All(finding => finding.Passed) ? "Would enter" : "Would not enter")}</h2>
        <p>{report.Entry.Reason}</p>
        <p class="quiet">Person {report.UserId}, zone {report.Zone}. {(report.Arm != Arm.Treatment ? "Drawn into the holdout: would get none of these messages. They are shown as for the others." : "Drawn into the treatment.")}</p>
        {Findings(report.Entry.Findings)}
        </section>
        """);

    private static Html Touch(PreviewReport report, PreviewTouch touch, string number) => Html.Of($"""
        <article class="card" aria-labelledby="touch-{number}">
        <h2 id="touch-{number}">Touch {touch.Touch}: {(touch.LeavesAt is { } at ? $"leaves {Local(report, at)} by {AttemptKey.Name(touch.Channel!.Value)}" : "is not sent")}</h2>
        <p class="quiet">{(touch.IsAfterReturn ? "Only to who has come back, here right after the message before · " : "")}Planned {Local(report, touch.PlannedAt)} · version {report.Version}</p>
        {Html.Join(touch.Steps.Select(step => Step(report, step)))}
        {Html.Join(touch.Messages.Select(Message))}
        </article>
        """);

    private static Html Step(PreviewReport report, PreviewStep step) => Html.Of($"""
        <details><summary>{Local(report, step.At)}: {step.Decision}</summary>{Findings(step.Findings)}</details>
        """);

    private static Html Findings(IReadOnlyList<Finding> findings) => Html.Of($"""
        <ul>{Html.Join(findings.Select(finding => Html.Of($"""<li>{(finding.Passed ? "Yes" : "No")}, {finding.Rule}: {finding.Detail}</li>""")))}</ul>
        """);

    private static Html Message(PreviewMessage message)
    {
        var heading = message.Channel switch { Channel.Email => "By e-mail", Channel.Sms => "By SMS", Channel.Webhook => "By webhook", _ => "By push" } + (message.Variant is { } variant ? $", variant {variant}" : "");
        return message.Content is { } content
            ? Html.Of($"<h3>{heading}</h3>{MessageView.Shown(message.Channel, content)}")
            : Html.Of($"""<h3>{heading}</h3><p class="quiet">Nothing is sent: {message.WhyNot}</p>""");
    }

    private static string Local(PreviewReport report, DateTimeOffset at) => FormattableString.Invariant(
        $"{Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[report.Zone]).ToDateTimeUnspecified():ddd yyyy-MM-dd HH:mm} {report.Zone}");
}
