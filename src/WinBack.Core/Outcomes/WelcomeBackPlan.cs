using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Plans the one touch after a return, in both arms alike: for who was contacted in this enrolment, or would have been, and returned before its window ends.
/// It runs as a sequence of its own, since that of the enrolment ends with the return or has ended before.
/// </summary>
internal static class WelcomeBackPlan
{
    /// <summary>Until then a message that was on its way when the person returned has its answer, or is known to have none.</summary>
    private static readonly TimeSpan Answered = TimeSpan.FromMinutes(10);

    /// <summary>Adds the touch to the enrolment, and the start of its sequence to the change; does nothing where none is to be sent.</summary>
    /// <param name="change">The person, the return noticed already.</param>
    /// <param name="before">The enrolment as it was: at its second return nothing is planned.</param>
    /// <param name="campaign">Its pinned version.</param>
    /// <param name="returnedAt">Instant of the return.</param>
    /// <param name="zone">The person's zone.</param>
    public static void Add(PersonChange change, OpenEnrolment before, Campaign campaign, DateTimeOffset returnedAt, DateTimeZone zone)
    {
        if (campaign.WelcomeBack is not { } touch || before.ReturnedAt is not null || Of(change, before) is not { } open || !WasTouched(open)
            || open.Status is not (EnrolmentStatus.Returned or EnrolmentStatus.Completed) || open.Touches.Any(each => each.Id == touch.Id))
            return;
        var earliest = touch.Delay.After(returnedAt, zone);
        var isSending = open.Attempt is { State: AttemptState.Sending };
        if (isSending && earliest < change.Now + Answered)
            earliest = change.Now + Answered;
        var planned = new PlannedTouch(touch.Id, LocalHours.Plan(touch.Hours, earliest, zone)) { IsAfterReturn = true };
        if (planned.At >= open.WindowEnds)
            return;     // by then the enrolment is closed, and nobody knows any more what it was about
        AttemptProtocol.ReleaseClaim(change, open, "the person returned");
        change.User = change.User.With(Of(change, before)!, each => each with
        {
            Touches = [.. each.Touches, planned],
            Touch = isSending ? each.Touch : each.Touches.Count,
            HeldUntil = null,
            Tried = [],
            Awaited = null,
        });
        change.Effects.Add(new Effect.StartSequence(Start(open, planned, change.User)));
    }

    // What is being sent right now counts: should it be refused after all, the rules for the welcome see it.
    private static bool WasTouched(OpenEnrolment open) => open.TouchedAt is not null || open.Attempt is { State: AttemptState.Sending };

    private static SequenceStart Start(OpenEnrolment open, PlannedTouch planned, User user) => new()
    {
        InstanceId = OpenEnrolment.WelcomeInstanceId(open.InstanceId(user.PersonKey)),
        UserId = user.Id,
        Campaign = open.Campaign,
        Version = open.Version,
        Episode = open.Episode,
        Touches = [planned],
        IsAfterReturn = true,
    };

    private static OpenEnrolment? Of(PersonChange change, OpenEnrolment open) => change.User.OpenIn(open.Campaign, open.Episode);
}
