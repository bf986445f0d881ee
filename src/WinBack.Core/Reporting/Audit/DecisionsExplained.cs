using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>
/// Promise 6. Everything that left has a ledger row with what the rules said, and so has every touch whose time passed while its sequence was still
/// running. When that was over is derived from events; a touch is due no sooner than the one before it was done with.
/// </summary>
internal static class DecisionsExplained
{
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            log.Check(Promise.EveryDecisionExplained);
            if (sent.Row is not { Findings.Count: > 0 })
                log.Broken(new(Promise.EveryDecisionExplained, person.User.Id, sent.Departure.Row, "left without a stored decision that says why"));
        }

        foreach (var enrolment in person.Enrolments)
            Check(person, enrolment, rules, log);
    }

    private static void Check(PersonTruth person, Enrolment enrolment, AuditRules rules, AuditLog log)
    {
        if (rules.Campaigns.Find(enrolment.Campaign, enrolment.Version) is not { } campaign)
        {
            Broken(new AuditedRow.OfEnrolment(enrolment.Campaign, enrolment.Episode), $"version {enrolment.Version} of campaign {enrolment.Campaign} is not known here");
            return;
        }

        var zone = UserZone.Of(person.User.Profile, rules.Fallback);
        var over = RanUntil(person, enrolment, campaign, zone, rules.Now);
        DateTimeOffset? before = null;
        var planned = Planned(person, enrolment, campaign, zone);
        var current = person.User.OpenIn(enrolment.Campaign, enrolment.Episode)?.Touch ?? planned.Count;
        for (var i = 0; i < planned.Count && i <= current; i++)
        {
            if (before is { } done && i < current)
                planned = TouchPlan.AfterTouch(campaign, planned, i - 1, done, zone);
            var touch = planned[i];
            var rows = person.Ledger.Where(row => row.Campaign == enrolment.Campaign && row.Episode == enrolment.Episode && row.Touch == touch.Id).ToArray();
            var plan = campaign.Touches.FirstOrDefault(each => each.Id == touch.Id);
            var due = Due(touch, before, campaign, plan, zone, person.User.Preferences);
            if (rows.Length > 0 || due + AuditRules.Slack < over)
                log.Check(Promise.EveryDecisionExplained);
            foreach (var row in rows.Where(row => row.Findings.Count == 0))
                Broken(new AuditedRow.OfLedger(row), $"touch {row.Touch} is {row.State} without what the rules said");
            if (rows.Length == 0 && due + AuditRules.Slack < over)
            {
                Broken(
                    new AuditedRow.OfEnrolment(enrolment.Campaign, enrolment.Episode),
                    $"touch {touch.Id} was due {ReportText.At(due)} while the sequence ran, and no decision about it is stored");
            }

            before = DoneAt(rows, plan, zone);
            if (before is null)
                break;   // the next one waits for this
        }

        if (WelcomeExplained.Missing(person, enrolment, campaign, zone, rules.Now) is { } missing)
            Broken(new AuditedRow.OfEnrolment(enrolment.Campaign, enrolment.Episode), missing);

        void Broken(AuditedRow row, string how) => log.Broken(new(Promise.EveryDecisionExplained, person.User.Id, row, how));
    }

    private static IReadOnlyList<PlannedTouch> Planned(PersonTruth person, Enrolment enrolment, Campaign campaign, DateTimeZone zone)
    {
        if (person.User.OpenIn(enrolment.Campaign, enrolment.Episode) is { } open)
            return [.. open.Touches.Where(touch => !touch.IsAfterReturn).Select((touch, index) => index == open.Touch && open.HeldUntil > touch.At ? touch with { At = open.HeldUntil.Value } : touch)];
        if (enrolment.Moves is [.., var move])
            return move.Touches;
        return person.ZoneKnownSince > enrolment.EnrolledAt
            ? []
            : TouchPlan.Of(campaign, enrolment.EnrolledAt, zone);
    }

    private static DateTimeOffset Due(PlannedTouch touch, DateTimeOffset? before, Campaign campaign, Touch? plan, DateTimeZone zone, Preferences? asked)
    {
        var due = before > touch.At ? before.Value : touch.At;
        // What falls into quiet hours is held without a judgement; the last one released is due at the end of the spread.
        var hours = new SendHours(plan?.Hours, campaign.QuietHours, Law: null, zone, Place: 1) { Wished = OwnWishes.Quiet(asked, campaign) };
        // What was asked for before the latest wish is not known any more; quiet hours hold for less than a day.
        return (hours.First(due) ?? due) + (asked?.HoldsSince > due ? TimeSpan.FromDays(1) : TimeSpan.Zero);
    }

    /// <summary>When a touch was done with; null when it is not, for all that is known. One with another channel waits for an answer first.</summary>
    private static DateTimeOffset? DoneAt(LedgerEntry[] rows, Touch? plan, DateTimeZone zone)
    {
        DateTimeOffset? done = null;
        foreach (var row in rows)
        {
            if (row.State is AttemptState.Accepted or AttemptState.Unknown or AttemptState.Ghost or AttemptState.Skipped && (done is null || row.At > done))
                done = row.At;
        }

        if (plan?.AfterSilence is not { } silence || done is not { } last || rows.Any(row => row.State == AttemptState.Skipped && row.At == last))
            return done;
        return rows.Any(row => row.At > last) ? null : silence.After(last, zone);
    }

    /// <summary>Until when the sequence ran for certain.</summary>
    private static DateTimeOffset RanUntil(PersonTruth person, Enrolment enrolment, Campaign campaign, DateTimeZone zone, DateTimeOffset now)
    {
        var isKept = enrolment.Outcome is not null || person.User.OpenIn(enrolment.Campaign, enrolment.Episode) is not null;
        var end = now < enrolment.WindowEnds ? now : enrolment.WindowEnds;
        return person.StatusOf(enrolment) switch
        {
            EnrolmentStatus.Running or EnrolmentStatus.Completed when isKept => end,
            EnrolmentStatus.Returned => First(given => EventMeaning.IsReturn(given, enrolment, campaign)),
            EnrolmentStatus.Void => Earliest(EventMeaning.Disproof(person.Events, enrolment, campaign, zone)?.ReceivedAt ?? enrolment.EnrolledAt),
            EnrolmentStatus.OptedOut => First(given => given.ReceivedAt >= enrolment.EnrolledAt && given.WithdrawsConsent()),
            _ => enrolment.EnrolledAt,   // an operator ended it, at an instant that is not among the events
        };

        DateTimeOffset First(Func<StoredEvent, bool> ends)
        {
            return Earliest(person.Events.Where(ends).Select(given => given.ReceivedAt).DefaultIfEmpty(enrolment.EnrolledAt).Min());
        }

        DateTimeOffset Earliest(DateTimeOffset first) => first < end ? first : end;
    }
}
