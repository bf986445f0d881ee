using System.Collections.Frozen;
using WinBack.Core.Reporting;

namespace WinBack.Functions.Pages;

/// <summary>What a number of the dashboard means.</summary>
/// <param name="Id">Its anchor; where docs/reports.md traces the number to facts, it has the same.</param>
/// <param name="Name">As pages call it.</param>
/// <param name="Meaning">In a sentence or two.</param>
/// <param name="Population">Whom or what it counts.</param>
/// <param name="Formula">How it is computed, with its source where it has one.</param>
internal sealed record Term(string Id, string Name, string Meaning, string Population, string Formula);

/// <summary>Every number of the dashboard that has a definition. What a number is called is said here alone.</summary>
internal static class Terms
{
    private const string HandOvers = "Messages, by touch and channel; not persons.";
    private const string Treated = "All persons of the treatment whose window has closed.";

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<Term> All { get; } =
    [
        new("verdict", "Verdict", "What the numbers allow to be said about the effect, and not a word more. An effect is claimed by the always-valid interval alone.", Populations.Primary, "The newest always-valid interval of the return rate's lift: above zero, below zero, or neither."),
        new("holdout", "Treatment and holdout", "Chance decides who is contacted (treatment) and who is not (holdout). The two are alike in everything else, so what differs between them later was caused by the campaign.", "Everybody who enters a campaign.", "A salted hash of campaign and person against the holdout share: the same person is always drawn the same way."),
        new("window", "Window", "The time in which a return counts: from enrolment to the last planned touch, and the campaign's attribution window after it.", "Each enrolment.", "Enrolment + last planned delay + attribution window. Only closed windows are in a lift."),
        new("enrolled", "Enrolled", "Passes through the campaign that began. A person who lapses twice counts twice.", Populations.Funnel, "A count."),
        new("reached", "Reached", "Enrolments with at least one message that a provider took; of the held-out, with one that would have gone out.", Populations.Funnel, "A count."),
        new("accepted", "Accepted, refused, unknown", "What the provider answered when a message was handed over. Unknown: nobody knows whether it left, and it is never repeated.", HandOvers, "Counts."),
        new("would-send", "Would send", "Messages that passed every rule and were not sent because the person is held out. They show that both arms are treated alike until the very last step.", HandOvers, "A count; holdout only."),
        new("delivered", "Delivered", "Arrived, as far as the provider reports it. Not every provider does, so 0 may mean: unknown.", HandOvers, "A count of delivery reports."),
        new("opened", "Opened", "Unreliable. Mail programs open messages by themselves, and others never tell. Go by clicks, and by the lift.", HandOvers, "A count of openings by people, as far as a scanner can be told from a person."),
        new("clicked", "Clicked", "Links that a person followed; scanners and previews are left out.", HandOvers, "A count."),
        new("return-rate", "Return rate", "The share of people who came back (did an exit event, such as a purchase) within their window.", Populations.Primary, "Persons with an exit event ÷ persons."),
        new("conversion-rate", "Conversion rate", "The share of people who reached the campaign's goal within their window.", Populations.Primary, "Persons with a goal event ÷ persons."),
        new("revenue-per-person", "Revenue per person", "Net value of goal events within the window for each person assigned, those who bought nothing included.", Populations.Primary, "Sum of revenue ÷ persons; the interval of a difference is Welch's (Biometrika 34, 1947)."),
        new("lift", "Lift", "How many more came back with the campaign than without it, in points: +7.4 points means 7.4 more of every 100 people.", Populations.Primary, "Rate of the treatment − rate of the holdout; relative lift: that difference ÷ rate of the holdout."),
        new("interval", "Interval for one look", "The range that the true value lies in 95 times of 100, for somebody who looks once, on a day chosen beforehand. A range that holds zero says: there may be no effect.", Populations.Primary, "Newcombe's hybrid score interval (Statistics in Medicine 17, 1998) for differences of rates."),
        new("always-valid-interval", "Always-valid interval", "The range for those who look again and again and stop when they like what they see, as everybody with a dashboard does. It is wider than the interval for one look, and it alone decides.", "Those of the lift who had entered by the last day of entry whose windows have all closed.", "An asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, Annals of Statistics 52, 2024)."),
        new("sample-ratio", "Sample ratio", "Whether the arms came out in the proportion they were drawn with. If not, people of one arm were lost somewhere, and no lift can be trusted before the leak is found.", "All first enrolments that are not void, and those of them in the lift.", "Sequential multinomial test (Lindon and Malek, NeurIPS 2022); the alarm is a p-value below 0.01."),
        new("incremental-users", "People brought back", "People who came back because of the campaign, and would not have otherwise.", Treated, "Lift of the return rate × persons in treatment, for each share of the holdout by itself."),
        new("incremental-revenue", "Incremental revenue", "Net revenue that would not have been without the campaign.", Treated, "Lift of revenue per person × persons in treatment, for each share of the holdout by itself."),
        new("costs", "Cost", "Messages by the prices that are set, and what used offer codes cost.", Treated, "Messages × price + cost of used codes."),
        new("cost-per-incremental-user", "Cost per person brought back", "What one person cost who came back because of the campaign.", Treated, "Cost ÷ people brought back; its ends are those of that interval. No upper end: it may be that nobody was brought back."),
        new("profit", "Profit", "What the campaign earned after what it cost.", Treated, "Incremental revenue × margin − messages − (1 − margin) × used codes, whose discount is in the revenue already. The margin is 1 unless Reporting:Margin is set. Always valid: by the always-valid incremental revenue, and the cost of the same people."),
        new("return-curve", "Return curve", "The share that had come back by each day after enrolment, with its band. The distance between the curves is the effect by that day, within the bands; where the share held out changed it is not, since the curves are of all people of an arm together.", Populations.Primary, "Kaplan-Meier with log-log bands: whose window has ended is not watched any longer. Days with fewer than some 20 people still watched say little."),
        new("lift-over-time", "Lift over time", "The lift as it stood when the windows of all who had entered by a day were closed. The always-valid band may be read at every look.", Populations.Primary, "The lift at each week of entry."),
        new("touches", "Touch timeline", "The planned contacts of the sequence, when each is due, and what became of it.", HandOvers, "Counts by touch and channel."),
        new("by-group", "Groups", "The lift by variant, segment, language or channel. Of many groups some look good by chance, so only the corrected comparison may be claimed.", "The persons of the lift. Variant, segment and language are fixed at enrolment; the channel is that of the first touch once it passed every rule, before the arm was consulted, and whose first touch never did is in no channel. Who was in no segment, or whose language was not known, has a row.", "As the lift, for each group alone."),
        new("corrected-comparison", "Corrected comparison", "The same comparison, made stricter for how many stand in the table.", "One comparison of a table of groups.", "Benjamini-Hochberg p-values (1995), intervals at Benjamini-Yekutieli's level (2005)."),
        new("by-week", "Week of entry", "The people who entered in one week, for themselves.", "The persons of the lift, by the week of enrolment.", "As the lift, for each week alone; not corrected for how many weeks there are."),
        new("harm", "Harm", "What the campaign did to people who did not want it: opt-outs, complaints, push permission taken away. People leave without being written to as well, so only the difference is the campaign's doing. Its always-valid interval is approximate, because people in open windows are counted as well.", Populations.Harm, "Rate of the treatment − rate of the holdout; above zero is worse with the campaign."),
        new("guard", "Guards", "Bounds that the campaign's file sets: when one is passed, the campaign pauses itself, and somebody has to look before it goes on.", "As each guard says.", "See the key guards of campaign files."),
        new("afterwards", "After the return", "What people did in the months after enrolment, whether or not they came back in the window: second purchase, revenue, entering the campaign again within 90 days.", Populations.Afterwards, "Differences between the arms, as the lift."),
        new("later-enrolments", "Later enrolments", "Second and later passes of the same people. Who lapses again may depend on the campaign, so no lift is claimed by them.", Populations.Later, "Differences over enrolments, with errors that count persons; none where the share held out changed."),
        new("triggered", "Those who would be reached", "The lift on those whose first touch passed every rule before chance was consulted: the same people in both arms.", Populations.Triggered, "As the lift."),
        new("detectable-lift", "What could be found", "The smallest lift that the experiment finds with a chance of 80 %, and how many held-out people are missing to find the one that is worth finding.", Populations.Primary, "Two-sample power: the smallest lift at one look; the people missing by the always-valid interval, by which verdicts go."),
        new("programme", "All campaigns together", "Everybody whom campaigns may contact against those whom none ever does (the global holdout).", Populations.AllProgramme, "As the lift."),
        new("credit", "Credit", "Which channel came last before a purchase, and on whose messages people clicked. It says what came before, not what caused it: some who are credited would have bought anyway.", "The persons of the lift who are in treatment; purchases, not persons.", "By the last message, and by the last click, before each goal event of the window."),
        new("contamination", "Also contacted by others", "People who got messages of another campaign within their window. It happens in both arms and blurs the lift.", Populations.Primary, "A count."),
        new("offers", "Offers", "Codes that were given out, and those that were used.", Populations.Funnel, "Counts and sums."),
        new("scan", "Scan", "The job that looks for people who have gone quiet. While it stands still, nobody enters and no window closes.", "People who are due to be looked at.", "Due now: rows whose time has come. Behind: age of the oldest of them."),
        new("audit", "Audit", "The check, by default every night, of every promise against what is stored and what was sent.", "Everybody.", "Counts of rows that break a promise."),
        new("rollup", "Roll-up", "The sums that the overview is made of, brought up to date by a schedule: every hour on Azure, every night on one machine, unless set otherwise. Days whose facts changed since wait for a later one; a campaign's own page reads them at once.", "Days of enrolment.", "Sums of facts."),
    ];

    private static readonly FrozenDictionary<string, Term> ById = All.ToFrozenDictionary(term => term.Id, StringComparer.Ordinal);

    /// <summary>A term by its id; null when there is none.</summary>
    public static Term? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>All of them as a list.</summary>
    public static Html List() => Html.Join(All.Select(term => Html.Of($"""
        <section class="card definition" id="{term.Id}" aria-labelledby="{term.Id}-name">
        <h3 id="{term.Id}-name">{term.Name}</h3>
        <p>{term.Meaning}</p>
        <p class="quiet">On: {term.Population}</p>
        <p class="quiet">How: {term.Formula}</p>
        </section>
        """)));
}
