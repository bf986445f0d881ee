using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Marks an enrolment whose first touch passed every rule before the arm was consulted: the triggered population. In treatment that is when sending
/// begins, for the held-out when their ghost is recorded; both have passed the look at suppressions then.
/// </summary>
internal static class FirstTouch
{
    /// <summary>The enrolment with the mark, if the touch under way is its first; the first mark stands.</summary>
    public static OpenEnrolment Mark(OpenEnrolment open, Channel channel, DateTimeOffset now) =>
        open.Touch == 0 && open.TriggeredAt is null ? open with { TriggeredAt = now, FirstChannel = channel } : open;
}
