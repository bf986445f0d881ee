using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 6 for the touch after a return: who was contacted and came back has a stored decision about it. When it was due is derived from events.</summary>
internal static class WelcomeExplained
{
    /// <summary>What is missing, for people; null where nothing is.</summary>
    public static string? Missing(PersonTruth person, Enrolment enrolment, Campaign campaign, DateTimeZone zone, DateTimeOffset now)
    {
        // Whoever moved may have been contacted before there was a welcome.
        if (campaign.WelcomeBack is not { } touch || enrolment.Moves is not null || person.ZoneKnownSince > enrolment.EnrolledAt || !MayBeWelcomed(person, enrolment)
            || Returned(person, enrolment, campaign) is not { } returned || Rows(person, enrolment).Any(row => row.Touch == touch.Id) || !WasTouched(person, enrolment, returned.ReceivedAt))
            return null;
        var due = LocalHours.Plan(touch.Hours, touch.Delay.After(returned.At, zone), zone);
        if (due >= enrolment.WindowEnds)
            return null;
        due = new SendHours(touch.Hours, campaign.QuietHours, Law: null, zone, Place: 1).First(due) ?? due;
        var end = now < enrolment.WindowEnds ? now : enrolment.WindowEnds;
        return due + AuditRules.Slack < end
            ? $"touch {touch.Id} was due {ReportText.At(due)} after the return of {ReportText.At(returned.At)}, and no decision about it is stored"
            : null;
    }

    private static bool MayBeWelcomed(PersonTruth person, Enrolment enrolment) =>
        (enrolment.Outcome is not null || person.User.OpenIn(enrolment.Campaign, enrolment.Episode) is not null)
        && person.StatusOf(enrolment) is EnrolmentStatus.Returned or EnrolmentStatus.Completed;

    // The return that was noticed first; of several received at one instant, the one with the latest welcome.
    private static StoredEvent? Returned(PersonTruth person, Enrolment enrolment, Campaign campaign) => person.Events
        .Where(given => given.At < enrolment.WindowEnds && EventMeaning.IsReturn(given, enrolment, campaign))
        .OrderBy(given => given.ReceivedAt).ThenByDescending(given => given.At).FirstOrDefault();

    private static bool WasTouched(PersonTruth person, Enrolment enrolment, DateTimeOffset before) =>
        Rows(person, enrolment).Any(row => row.State is AttemptState.Accepted or AttemptState.Unknown or AttemptState.Ghost && row.At < before);

    private static IEnumerable<LedgerEntry> Rows(PersonTruth person, Enrolment enrolment) =>
        person.Ledger.Where(row => row.Campaign == enrolment.Campaign && row.Episode == enrolment.Episode);
}
