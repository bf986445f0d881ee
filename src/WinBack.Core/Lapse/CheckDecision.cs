using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>What a due check of one user comes to.</summary>
public enum CheckResult
{
    /// <summary>The row is not the user's current next check; nothing was done.</summary>
    Stale,

    /// <summary>No campaign took the user in; the next check is filed if there can be one.</summary>
    Judged,

    /// <summary>Enrolled in at least one campaign.</summary>
    Enrolled,
}

/// <summary>Judges a user whose check is due: enrols if lapsed, then points at the next check. Pure, so that a scan may repeat it.</summary>
public sealed class CheckDecision(CampaignSet campaigns, IEnroller enroller, IAdmission admission, DateTimeZone fallback)
{
    // A user in 16 enrolments, or one whose campaign is full for today, is asked again.
    private static readonly TimeSpan FullAgain = TimeSpan.FromDays(1);

    /// <summary>Judges one user.</summary>
    /// <param name="change">The person.</param>
    /// <param name="filedFor">Instant of the Due row.</param>
    public CheckResult Decide(PersonChange change, DateTimeOffset filedFor)
    {
        if (change.User.NextCheck != filedFor)
            return CheckResult.Stale;
        var enrolled = false;
        DateTimeOffset? next = null;
        var zone = UserZone.Of(change.User.Profile, fallback);
        foreach (var campaign in campaigns.Active)
        {
            var (entered, bound) = Judge(change, campaign, zone);
            enrolled |= entered;
            next = NextCheck.Earlier(next, bound);
        }

        change.User = change.User with { NextCheck = null, JudgedBy = campaigns.Version };
        if (next is { } at)
            change.FileCheck(at > change.Now ? at : change.Now.AddSeconds(1));
        return enrolled ? CheckResult.Enrolled : CheckResult.Judged;
    }

    private (bool Entered, DateTimeOffset? Next) Judge(PersonChange change, Campaign campaign, DateTimeZone zone)
    {
        var user = change.User;
        switch (LapseJudge.Judge(user, campaign, zone, change.Now))
        {
            case LapseVerdict.NotYet notYet:
                return (false, notYet.Bound);
            case LapseVerdict.Lapsed lapsed:
                if (CampaignConflict.Of(user, campaign, campaigns) is { } other)
                    return (false, other.WindowEnds);
                if (!Exclusion.Admits(campaign, user, change.Now))
                    return (false, NextCheck.AfterStayingOut(campaign, change.Now));
                if (user.Open.Count >= UserLimits.OpenEnrolments)
                    return (false, change.Now + FullAgain);
                if (admission.Admit(campaign, user.Id) is { } again)
                    return (false, again);
                enroller.Enrol(change, campaign, lapsed);
                return (true, null);
            default:
                return (false, null);
        }
    }
}
