using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Everything that is known about a person and one campaign, for <see cref="Explanation"/>.</summary>
/// <param name="UserId">User id asked for.</param>
/// <param name="Campaign">Campaign id asked for.</param>
/// <param name="User">Null when there is no row.</param>
/// <param name="Enrolments">The person's, of any campaign.</param>
/// <param name="Ledger">The person's, of any campaign.</param>
public sealed record WhyQuestion(
    string UserId, string Campaign, User? User, IReadOnlyList<Enrolment> Enrolments, IReadOnlyList<LedgerEntry> Ledger);

/// <summary>Answers why a person got, or did not get, what a campaign sends.</summary>
public static class Explanation
{
    private const string TurnedOut = "the user turned out to be another one, and was merged into them";

    /// <summary>The answer. Pure.</summary>
    /// <param name="question">What is known.</param>
    /// <param name="campaigns">All campaigns, with the versions that enrolments are pinned to.</param>
    /// <param name="fallback">Zone of users whose own is unknown.</param>
    /// <param name="now">The as-of of everything that is recomputed.</param>
    public static WhyReport Of(WhyQuestion question, CampaignSet campaigns, DateTimeZone fallback, DateTimeOffset now)
    {
        var user = question.User;
        var isOpen = user is not null && user.Open.Any(open => open.Campaign == question.Campaign);
        return new()
        {
            UserId = question.UserId,
            Campaign = question.Campaign,
            AsOf = now,
            Enrolments =
            [
                .. from enrolment in question.Enrolments
                   where enrolment.Campaign == question.Campaign
                   orderby enrolment.Episode
                   select Tell(enrolment, user, question.Ledger, campaigns),
            ],
            NotEntered = isOpen ? null : NotEntered.Of(user, question.Campaign, campaigns, fallback, now),
        };
    }

    private static WhyEnrolment Tell(Enrolment record, User? user, IReadOnlyList<LedgerEntry> ledger, CampaignSet campaigns)
    {
        // The record is written at enrolment and at the close; what happened between, and since, stands in the user row.
        var open = user?.OpenIn(record.Campaign, record.Episode);
        var since = user?.Closed.FirstOrDefault(each => each.Is(record.Campaign, record.Episode))?.Outcome.Outcome;
        var current = open?.ToRecord() ?? record;
        var campaign = campaigns.Find(record.Campaign, record.Version);
        var rows = ledger.Where(row => row.Campaign == record.Campaign && row.Episode == record.Episode).ToLookup(row => row.Touch, StringComparer.Ordinal);
        var planned = open?.Touches.Select(touch => touch.Id) ?? campaign?.Touches.Select(touch => touch.Id) ?? rows.Select(row => row.Key);
        if (campaign?.WelcomeBack is { } welcome && (open?.ReturnedAt ?? record.Outcome?.ReturnedAt) is not null && !planned.Contains(welcome.Id))
            planned = planned.Append(welcome.Id);
        return new()
        {
            Episode = record.Episode,
            Version = record.Version,
            Arm = record.Arm,
            Probability = record.Probability,
            Variant = record.Variant,
            EnrolledAt = record.EnrolledAt,
            LapsedBecause = campaign is null
                ? $"the threshold was reached {ReportText.At(record.LapsedAt)}; version {record.Version} is not known here"
                : ReportText.Lapse(campaign, record.LastActivity, record.LapsedBy, record.LapsedAt),
            Status = current.Status,
            WindowEnds = record.WindowEnds,
            Outcome = since ?? record.Outcome,
            OutcomeAtClose = since is null || since == record.Outcome ? null : record.Outcome,
            Touches = [.. planned.Select((touch, index) => Tell(touch, index, [.. rows[touch]], current, open, isWelcome: touch == campaign?.WelcomeBack?.Id, isMerged: user?.MergedInto is not null) with { Kind = campaign?.FindTouch(touch)?.Kind })],
        };
    }

    private static WhyTouch Tell(string touch, int index, IReadOnlyList<LedgerEntry> rows, Enrolment current, OpenEnrolment? open, bool isWelcome, bool isMerged) => new()
    {
        Touch = touch,
        PlannedAt = index < open?.Touches.Count ? open.Touches[index].At : null,
        Decisions = [.. rows.OrderBy(row => row.At).ThenBy(row => row.Channel is null).ThenBy(row => row.Channel).Select(Decision)],
        NotReached = isWelcome ? NotWelcomed(index, rows, open, isMerged) : NotReached(index, rows, current, open),
    };

    private static WhyDecision Decision(LedgerEntry row) => new()
    {
        Channel = row.Channel,
        State = row.State,
        At = row.At,
        SendingAt = row.SendingAt,
        Reason = row.Reason ?? row switch
        {
            { Devices: { All: > 1 } devices } => $"taken for {devices.Taken} of {devices.All} devices",
            { Channel: Channel.Webhook, ProviderId: { } answer } => $"answered {answer}",
            _ => null,
        },
        Findings = row.Findings,
    };

    private static string? NotWelcomed(int index, IReadOnlyList<LedgerEntry> rows, OpenEnrolment? open, bool isMerged) => rows.Any(IsFinal) ? null
        : open is null || index >= open.Touches.Count ? "not planned: nothing was sent before the return, or it would have been due only after the window"
        : isMerged ? TurnedOut
        : index > open.Touch ? "waits for the answer to the message that was on its way when the person returned"
        : Pending(index, open);

    private static bool IsFinal(LedgerEntry row) => row.State is AttemptState.Accepted or AttemptState.Unknown or AttemptState.Ghost or AttemptState.Skipped or AttemptState.Sending;

    private static string? NotReached(int index, IReadOnlyList<LedgerEntry> rows, Enrolment current, OpenEnrolment? open)
    {
        if (rows.Any(IsFinal))
            return null;
        return current.Status switch
        {
            EnrolmentStatus.Returned => $"the person returned before it ({Text(open?.ReturnedAt ?? current.Outcome?.ReturnedAt)})",
            EnrolmentStatus.OptedOut => "the person said stop on every channel before it",
            EnrolmentStatus.Merged => TurnedOut,
            EnrolmentStatus.Void => "a late event showed that there was no lapse",
            EnrolmentStatus.Cancelled => "the campaign was archived, an operator ended the sequence, or a merge with another id showed that the person had not lapsed, before it",
            EnrolmentStatus.Running when open is not null => Pending(index, open),
            _ when rows.Count > 0 => null,
            _ => "nothing about it is stored, though the sequence ended; winback audit names this",
        };
    }

    private static string Pending(int index, OpenEnrolment open)
    {
        if (index > open.Touch)
            return $"not due yet: planned {ReportText.At(open.Touches[index].At)}, after the one before it";
        if (index < open.Touch)
            return "nothing final about it is stored, though the sequence went past it; winback audit names this";
        return open.HeldUntil is { } held && held > open.Touches[index].At
            ? $"held until {ReportText.At(held)}, then judged again"
            : $"next: planned {ReportText.At(open.Touches[index].At)}";
    }

    private static string Text(DateTimeOffset? at) => at is { } instant ? ReportText.At(instant) : "instant not kept";
}
