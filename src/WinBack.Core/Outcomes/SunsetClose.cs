using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Counts an episode that nobody answered when its window closes, and begins the sunset once there were as many in a row as the campaign says. What
/// counts is whether the person did anything since they entered, so both arms are counted by the same rule.
/// </summary>
internal static class SunsetClose
{
    /// <summary>Counts one closed enrolment.</summary>
    /// <param name="change">The person, the enrolment taken out already.</param>
    /// <param name="closed">The enrolment, as closed.</param>
    /// <param name="rule">The campaign's own; null for the project's.</param>
    /// <param name="unlessSaid">The project's number of episodes; 0 for never.</param>
    public static void Count(PersonChange change, OpenEnrolment closed, SunsetRule? rule, int unlessSaid)
    {
        var user = change.User;
        if (closed.Status != EnrolmentStatus.Completed || closed.ReturnedAt is not null || closed.ConvertedAt is not null || user.Activity.LastSeen > closed.EnrolledAt)
            return;
        var since = user.Unanswered is { } held && held.Since > closed.EnrolledAt ? held.Since : closed.EnrolledAt;
        var run = new UnansweredRun(UnansweredRun.Of(user) + 1, since);
        change.User = user with { Unanswered = run };
        if ((rule?.After ?? unlessSaid) is not (> 0 and var after) || run.Episodes < after || user.Sunset is not null)
            return;
        change.User = change.User with { Sunset = new(closed.WindowEnds, since, closed.Campaign, run.Episodes) };
        change.Append(closed.ToFact(FactKind.Sunset, user.PersonKey, closed.WindowEnds));
    }
}
