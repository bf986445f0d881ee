using System.Globalization;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What happened to a person, newest first.</summary>
internal static class UserTimeline
{
    // Of each: events of an active person go back years.
    private const int Most = 60;

    /// <summary>The list.</summary>
    public static Html Of(PersonShown person)
    {
        var events = person.Events.OrderByDescending(each => each.At).ToList();
        // What is decided in the same instant follows from what happened in it.
        var all = person.Ledger.OrderByDescending(each => each.At).Take(Most).Select(Decision)
            .Concat(person.Why.Campaigns.SelectMany(why => why.Enrolments.SelectMany(each => Enrolment(why.Campaign, each))))
            .Concat(events.Take(Most).Select(Event))
            .OrderByDescending(each => each.At).ToList();
        return Html.Of($"""
            <ol class="timeline">{Html.Join(all.Select(each => Html.Of($"""<li><time datetime="{each.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}">{Amounts.At(each.At)}</time>{each.What}</li>""")))}</ol>
            {(events.Count > Most ? Html.Of($"""<p class="quiet">The last {Most} of {Amounts.Count(events.Count)} events are shown.</p>""") : Html.Empty)}
            """);
    }

    private static (DateTimeOffset At, Html What) Event(StoredEvent happened) => (happened.At, Html.Of(
        $"Did: <strong>{happened.Type}</strong>{(happened.Value is { } value ? string.Create(CultureInfo.InvariantCulture, $", {value:#,0.00} {happened.Currency}") : "")}{(happened.WithdrawsConsent() ? ", and withdrew consent" : "")}"));

    private static IEnumerable<(DateTimeOffset At, Html What)> Enrolment(string campaign, WhyEnrolment enrolment)
    {
        yield return (enrolment.EnrolledAt, Html.Of($"Entered <strong>{campaign}</strong>, {(enrolment.Arm == Arm.Treatment ? "to be contacted" : $"not contacted ({ArmText.Of(enrolment.Arm)})")}"));
        if (enrolment.Outcome is not { } outcome)
            yield break;
        if (outcome.ReturnedAt is { } back)
            yield return (back, Html.Of($"<strong>Came back</strong> within the window of {campaign}"));
        yield return (enrolment.WindowEnds, Html.Of($"Window of {campaign} closed: {OutcomeText.Of(enrolment, Amounts.At)}"));
    }

    private static (DateTimeOffset At, Html What) Decision(LedgerEntry entry) => (entry.At, Html.Of(
        $"{entry.Campaign}, touch {entry.Touch}{(entry.Channel is { } channel ? $" by {AttemptKey.Name(channel)}" : "")}: <strong>{AttemptText.Of(entry.State)}</strong>{(entry.Reason is { } reason ? $" ({reason})" : "")}"));
}
