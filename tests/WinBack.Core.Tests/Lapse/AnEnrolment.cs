using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;

namespace WinBack.Core.Tests.Lapse;

internal static class AnEnrolment
{
    /// <summary>The user, in one more campaign.</summary>
    public static User In(this User user, Campaign campaign, DateTimeOffset? at = null)
    {
        var now = at ?? Given.Noon;
        var change = Given.Change(user, now);
        Enrolling.Enrol(change, campaign, new(now.AddDays(-31), now.AddDays(-1)), DateTimeZone.Utc);
        return change.User;
    }
}
