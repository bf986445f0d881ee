using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Where an enrolment goes from a touch that was handed over, refused or passed.</summary>
public static class TouchProgress
{
    /// <summary>The touch was handed over, for all that is known: wait for an answer where it has another channel, else go on to the next touch.</summary>
    public static OpenEnrolment AfterContact(OpenEnrolment open, User user, TouchQuestion question)
    {
        var attempt = open.Attempt!;
        if (question.IsLastWait || open.Status != EnrolmentStatus.Running || TouchOf(open, question) is not var (campaign, touch) || touch.AfterSilence is not { } silence)
            return Advance(open, user, question, attempt.At, handedOver: attempt.At);
        IReadOnlyList<Channel> tried = [.. open.Tried, attempt.Channel];
        if (!touch.Channels.Any(each => !tried.Contains(each) && question.Served.Contains(each) && Reach.Agreed(user, touch, each, campaign.Purpose, question.Webhooks)))
            return Advance(open, user, question, attempt.At, handedOver: attempt.At);
        var zone = UserZone.Of(user.Profile, question.ProjectZone);
        var until = silence.After(attempt.At, zone);
        return open with
        {
            Attempt = null,
            Tried = tried,
            Awaited = new(attempt.At, until),
            HeldUntil = HeldFrom(until, campaign, touch, user, question) ?? until,
        };
    }

    /// <summary>The next channel's turn. It is a wait like any other: where none is left the touch passes, so that those after it have their turn.</summary>
    public static OpenEnrolment PassOver(OpenEnrolment open, Channel channel, User user, TouchQuestion question, DateTimeOffset now) => question.IsLastWait || IsOvertaken(open)
        ? Advance(open, user, question, now)
        : open with { Attempt = null, Tried = [.. open.Tried, channel] };

    /// <summary>The same touch once more, not before an instant; of somebody who returned meanwhile, the turn of the one that welcomes them.</summary>
    public static OpenEnrolment PutOff(OpenEnrolment open, DateTimeOffset until, User user, TouchQuestion question, DateTimeOffset now) => IsOvertaken(open)
        ? Advance(open, user, question, now)
        : open with { Attempt = null, HeldUntil = until };

    /// <summary>The next touch's turn.</summary>
    /// <param name="open">The enrolment.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="now">Instant of the decision.</param>
    /// <param name="handedOver">When the current touch was handed over just now; null when it passes, or waited in silence.</param>
    public static OpenEnrolment Advance(OpenEnrolment open, User user, TouchQuestion question, DateTimeOffset now, DateTimeOffset? handedOver = null)
    {
        var next = open with { Touch = IsOvertaken(open) ? open.Touches.Count - 1 : open.Touch + 1, HeldUntil = null, Tried = [], Attempt = null, Awaited = null };
        if (next.Status != EnrolmentStatus.Running)
            return next;
        if (next.Touch >= next.Touches.Count)
            return next with { Status = EnrolmentStatus.Completed };
        var last = handedOver ?? open.Awaited?.Since ?? now;
        var zone = UserZone.Of(user.Profile, question.ProjectZone);
        next = next with { Touches = TouchPlan.AfterTouch(question.Campaigns.Find(open.Campaign, open.Version), open.Touches, open.Touch, last, zone) };

        // One planned for quiet hours is held right away: that saves a wake-up, a judgement and a write per touch and person.
        return TouchOf(next, question) is var (campaign, touch) ? next with { HeldUntil = HeldFrom(next.Touches[next.Touch].At, campaign, touch, user, question) } : next;
    }

    /// <summary>When a touch that is or was handed over expires: counted from its planned instant, or from when silence gave its next channel a turn.</summary>
    public static DateTimeOffset Expires(Touch touch, OpenEnrolment open, NodaTime.DateTimeZone zone) =>
        touch.Expires.After(open.Awaited?.Until ?? open.Touches[open.Touch].At, zone);

    private static DateTimeOffset? HeldFrom(DateTimeOffset at, Campaign campaign, Touch touch, User user, TouchQuestion question)
    {
        if (touch.WhenNotAllowed == WhenNotAllowed.Skip)
            return null;
        var first = SendHours.Of(campaign, touch, user, UserZone.Of(user.Profile, question.ProjectZone)).First(at);
        return first == at ? null : first;
    }

    private static (Campaign Campaign, Touch Touch)? TouchOf(OpenEnrolment open, TouchQuestion question) =>
        question.Campaigns.Find(open.Campaign, open.Version) is { } campaign
        && campaign.FindTouch(open.Touches[open.Touch].Id) is { } touch ? (campaign, touch) : null;

    // A message that was on its way when the person returned; the touch that welcomes them stands last.
    private static bool IsOvertaken(OpenEnrolment open) =>
        open.Status != EnrolmentStatus.Running && open.Touch < open.Touches.Count && !open.Touches[open.Touch].IsAfterReturn && open.Touches[^1].IsAfterReturn;
}
