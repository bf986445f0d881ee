using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Why a person got, or did not get, what each campaign sends: what <c>winback why</c> tells, as a page.</summary>
internal static class WhyView
{
    /// <summary>All campaigns, those the person entered first.</summary>
    public static Html Of(PageLinks links, WhyEverything all)
    {
        var others = all.Campaigns.Where(each => each.Enrolments.Count == 0).ToList();
        return Html.Of($"""
            {Html.Join(all.Campaigns.Where(each => each.Enrolments.Count > 0).Select((each, index) => Entered(links, each, index + 1)))}
            {(others.Count == 0 ? Html.Empty : Html.Of($"""<section class="card" aria-labelledby="others"><h3 id="others">Campaigns never entered</h3>{NotEntered(links, others)}</section>"""))}
            {(all.Campaigns.Count == 0 ? Html.Of($"<p>No campaign was ever published here.</p>") : Html.Empty)}
            {(all.LeftOut > 0 ? Html.Of($"""<p class="quiet">{Counted.Of(all.LeftOut, "more campaign is", "more campaigns are")} not shown; <code>./winback why USER CAMPAIGN</code> tells of each.</p>""") : Html.Empty)}
            """);
    }

    private static Html Entered(PageLinks links, WhyReport why, int number) => Html.Of($"""
        <section class="card" aria-labelledby="why-{number}">
        <h3 id="why-{number}"><a href="{links.Campaign(why.Campaign)}">{why.Campaign}</a></h3>
        {Html.Join(why.Enrolments.Reverse().Select(Enrolment))}
        {(why.NotEntered is { } not ? Html.Of($"<h4>Does not enter again now</h4><p>{not.Reason}. {Again(not)}</p>{Rules(not.Findings)}") : Html.Empty)}
        </section>
        """);

    private static Html Enrolment(WhyEnrolment enrolment) => Html.Of($"""
        <h4>Episode {enrolment.Episode}: entered {Amounts.At(enrolment.EnrolledAt)}, {enrolment.Arm switch { Arm.Treatment => "to be contacted", Arm.Holdout => "held out", _ => "never contacted, by any campaign" }}</h4>
        <p>{Sentence(enrolment.LapsedBecause)} Chance decided: {Text($"{100 * enrolment.Probability:0.##}")} of every 100 people come into this arm.{(enrolment.Variant is { } variant ? Text($" Variant {variant.Id}.") : "")}</p>
        <p>{Outcome(enrolment)}</p>
        <ol class="timeline">{Html.Join(enrolment.Touches.Select(Touch))}</ol>
        """);

    private static Html Touch(WhyTouch touch) => Html.Of($"""
        <li><strong>{touch.Touch}</strong>{(touch.Kind is { } kind ? $" ({KindText.Of(kind)})" : "")}{(touch.PlannedAt is { } at ? $", planned {Amounts.At(at)}" : "")}{(touch.NotReached is { } reason ? $": {reason}" : "")}
        {Html.Join(touch.Decisions.Select(Decision))}</li>
        """);

    private static Html Decision(WhyDecision decision) => Html.Of($"""
        <div>{Amounts.At(decision.At)}{(decision.Channel is { } channel ? $", {AttemptKey.Name(channel)}" : "")}: {AttemptText.Of(decision.State)}{(decision.Reason is { } why ? $", {why}" : "")}</div>
        {(decision.Findings.Count == 0 ? Html.Empty : Html.Of($"<details><summary>What each rule said</summary>{Rules(decision.Findings)}</details>"))}
        """);

    private static Html Rules(IReadOnlyList<Finding> findings) => Html.Of($"""
        <ul class="checks">{Html.Join(findings.Select(finding => Html.Of($"""<li><span class="{(finding.Passed ? "good" : "bad")}">{(finding.Passed ? "✓ agrees" : "✗ objects")}</span> {finding.Rule}: {finding.Detail}</li>""")))}</ul>
        """);

    private static Html NotEntered(PageLinks links, IEnumerable<WhyReport> campaigns) => Table.Of(
        "Why this person is not in these campaigns",
        [Column.Text("Campaign"), Column.Text("Why not"), Column.Text("Looked at again")],
        campaigns.Select(each => (IReadOnlyList<Cell>)
        [
            new(Html.Of($"""<a href="{links.Campaign(each.Campaign)}">{each.Campaign}</a>""")), Cell.Of(each.NotEntered?.Reason ?? "entered a moment ago; look again"),
            Cell.Of(each.NotEntered?.NextCheck is { } next ? Amounts.At(next) : "when something happens"),
        ]));

    private static string Outcome(WhyEnrolment enrolment) => enrolment.Outcome is null
        ? $"The window is open until {Amounts.At(enrolment.WindowEnds)}."
        : $"{Sentence(OutcomeText.Of(enrolment, Amounts.At))} The window closed {Amounts.At(enrolment.WindowEnds)}.";

    private static string Again(WhyNotEntered not) => not.NextCheck is { } next ? $"Looked at again {Amounts.At(next)}." : "Looked at again when something happens.";

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
