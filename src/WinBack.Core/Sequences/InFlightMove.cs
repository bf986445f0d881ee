using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>
/// Moves running enrolments to a later version of their campaign, both arms alike. By touch id: what is done with is never done again, and what follows
/// in the new version is next, no sooner than the old plan had its next touch. The window stays as it was, so that the arms stay comparable.
/// </summary>
public static class InFlightMove
{
    /// <summary>Touches that an enrolment may have in all; whoever would have more stays on their version, for the length of the sequence's history.</summary>
    public const int MostTouches = 10;

    /// <summary>Moves of one enrolment; after that it stays.</summary>
    public const int MostMoves = 5;

    /// <summary>The version an enrolment is to go on with; null when it is to stay.</summary>
    public static Campaign? Target(OpenEnrolment open, CampaignSet campaigns) =>
        open.Status == EnrolmentStatus.Running
        && campaigns.Find(open.Campaign)?.InFlight is { } rule && open.Version < rule.Version && rule.From.Contains(open.Version)
            ? campaigns.Find(open.Campaign, rule.Version)
            : null;

    /// <summary>Moves every enrolment of a person that can be moved.</summary>
    /// <returns>Whether any was.</returns>
    public static bool Move(PersonChange change, CampaignSet campaigns, DateTimeZone zone)
    {
        var moved = false;
        foreach (var open in change.User.Open)
        {
            if (Target(open, campaigns) is not { } target || After(open, target, change.Now, zone) is not { } after)
                continue;
            change.User = change.User.With(open, _ => after);
            change.Enrolments.Add(after.ToRecord());
            moved = true;
        }

        return moved;
    }

    /// <summary>The enrolment on the new version; null when it stays.</summary>
    private static OpenEnrolment? After(OpenEnrolment open, Campaign target, DateTimeOffset now, DateTimeZone zone)
    {
        var isUnderWay = open.Attempt is not null || open.Awaited is not null || open.Tried.Count > 0;
        if (open.Moves?.Count >= MostMoves || open.Touch >= open.Touches.Count
            || (isUnderWay && target.Touches.All(touch => touch.Id != open.Touches[open.Touch].Id)))
            return null;
        var kept = open.Touches.Take(isUnderWay ? open.Touch + 1 : open.Touch).ToList();
        List<PlannedTouch> touches = [.. kept, .. Next(kept, open, target, now, zone)];
        if (touches.Count > MostTouches)
            return null;
        return open with
        {
            Version = target.Version,
            Priority = target.Priority,
            Touches = touches,
            HeldUntil = isUnderWay ? open.HeldUntil : null,
            Status = open.Touch < touches.Count ? open.Status : EnrolmentStatus.Completed,
            Moves = [.. open.Moves ?? [], new(now, open.Version, touches)],
        };
    }

    private static IEnumerable<PlannedTouch> Next(List<PlannedTouch> kept, OpenEnrolment open, Campaign target, DateTimeOffset now, DateTimeZone zone)
    {
        var plan = TouchPlan.Of(target, open.EnrolledAt, zone);
        var last = plan.ToList().FindLastIndex(touch => kept.Exists(done => done.Id == touch.Id));
        var earliest = open.NextTouchAt ?? now;
        foreach (var touch in plan.Skip(last + 1))
        {
            // A touch whose time has passed altogether is not made up for.
            if (target.Touches.First(each => each.Id == touch.Id).Expires.After(touch.At, zone) <= now)
                continue;
            earliest = touch.At > earliest ? touch.At : earliest;
            if (earliest < open.WindowEnds)
                yield return touch with { At = earliest };
        }
    }
}
