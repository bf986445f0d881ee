namespace WinBack.Core.Users;

/// <summary>Episodes in a row, of whatever campaigns, in which and since which a person did nothing.</summary>
/// <param name="Episodes">How many; at least 1.</param>
/// <param name="Since">When the latest of them to begin began: activity dated later ends the run, in whatever order events come.</param>
public sealed record UnansweredRun(int Episodes, DateTimeOffset Since)
{
    /// <summary>How many episodes in a row a person has left unanswered up to now; 0 after any activity since.</summary>
    public static int Of(User user) => user.Unanswered is { } run && !(user.Activity.LastSeen > run.Since) ? run.Episodes : 0;
}
