using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 1. An event was visible when it was received before sending; what falls on one instant cannot be ordered and breaks nothing.</summary>
internal static class ReturnOrStop
{
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            log.Check(Promise.NoContactAfterReturnOrStop);
            if ((AfterReturn(person, sent, rules) ?? AfterStop(person, sent) ?? ToSuppressed(sent)) is { } how)
                log.Broken(new(Promise.NoContactAfterReturnOrStop, person.User.Id, sent.Departure.Row, how));
        }
    }

    private static string? AfterReturn(PersonTruth person, Sent sent, AuditRules rules)
    {
        if (sent is not { Enrolment: { } enrolment, Campaign: { } campaign })
            return null;
        // In another zone the same days end elsewhere; which one it was then is not known.
        var zone = person.ZoneKnownSince <= enrolment.EnrolledAt ? UserZone.Of(person.User.Profile, rules.Fallback) : null;
        var isWelcome = campaign.WelcomeBack?.Id == sent.Departure.Touch;
        if (isWelcome && !person.Events.Any(given => given.ReceivedAt <= sent.SendingAt && EventMeaning.IsReturn(given, enrolment, campaign)))
            return $"welcomed back {ReportText.At(sent.SendingAt)} without a return";
        foreach (var given in person.Events)
        {
            if (given.ReceivedAt >= sent.SendingAt)
                continue;
            if (!isWelcome && EventMeaning.IsReturn(given, enrolment, campaign))
                return $"sent {ReportText.At(sent.SendingAt)} after the return of {ReportText.At(given.At)}, received {ReportText.At(given.ReceivedAt)}";
        }

        return zone is not null && EventMeaning.Disproof(person.Events, enrolment, campaign, zone) is { } proof && proof.ReceivedAt < sent.SendingAt
            ? $"sent {ReportText.At(sent.SendingAt)} though activity of {ReportText.At(proof.At)}, received {ReportText.At(proof.ReceivedAt)}, shows that there was no lapse"
            : null;
    }

    private static string? AfterStop(PersonTruth person, Sent sent)
    {
        var (before, upTo) = (Said(person, sent, atOnce: false), Said(person, sent, atOnce: true));
        return before is { Given: false } stop && upTo is { Given: false }
            ? $"sent {ReportText.At(sent.SendingAt)} after consent on {AttemptKey.Name(sent.Departure.Channel)} to {Purpose(sent)} was withdrawn {ReportText.At(stop.At)}"
            : null;
    }

    /// <summary>What the person had last said about the channel: for the campaign's purpose: the newest wins, and on a tie "no".</summary>
    private static Consent? Said(PersonTruth person, Sent sent, bool atOnce)
    {
        Consent? said = null;
        foreach (var given in person.Events)
        {
            if (given.Said(sent.Departure.Channel, Purpose(sent)) is not { } consent)
                continue;
            if (given.ReceivedAt > sent.SendingAt || (given.ReceivedAt == sent.SendingAt && !atOnce))
                continue;
            if (said is null || said.At < consent.At || (said.At == consent.At && !consent.Given))
                said = consent;
        }

        return said;
    }

    private static string Purpose(Sent sent) => sent.Campaign?.Purpose ?? ConsentPurpose.Default;

    private static string? ToSuppressed(Sent sent) => sent.Departure.SuppressedSince is { } since && since < sent.SendingAt
        ? $"sent {ReportText.At(sent.SendingAt)} to an address suppressed since {ReportText.At(since)}"
        : null;
}
