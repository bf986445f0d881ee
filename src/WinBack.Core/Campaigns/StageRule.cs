using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>
/// Where in their life with the app a user stands: <c>stage</c> in a condition. The longest silence decides first, so that a new user who went quiet is at
/// risk and no longer new. Lengths are days of 24 hours.
/// </summary>
public sealed record StageRule
{
    /// <summary>The stages, in the order in which a user who is lost goes through them; then those of one who is not.</summary>
    public static readonly IReadOnlyList<string> Words = ["new", "active", "at-risk", "lapsed", "sunset", "won-back"];

    /// <summary>Event types that count as activity; empty for any.</summary>
    public IReadOnlyList<string> Since { get; init; } = [];

    /// <summary>Days from the first event of any type for which a user is new.</summary>
    public int New { get; init; } = 14;

    /// <summary>Days of silence from which a user is at risk.</summary>
    public int AtRisk { get; init; } = 30;

    /// <summary>Days of silence from which a user is lapsed.</summary>
    public int Lapsed { get; init; } = 60;

    /// <summary>Days of silence from which a user is given up.</summary>
    public int Sunset { get; init; } = 365;

    /// <summary>Days from a return to a campaign for which a user is won back.</summary>
    public int WonBack { get; init; } = 30;

    /// <summary>The stage of a user, one of <see cref="Words"/>; null for one of whom no event is known.</summary>
    /// <param name="user">The user.</param>
    /// <param name="now">The instant of asking.</param>
    public string? Of(User user, DateTimeOffset now)
    {
        if (user.Activity.FirstSeen is not { } first)
            return null;
        var silence = (now - (user.Activity.LastOf(Since) ?? first)).Days;
        return user.Sunset is not null || silence >= Sunset ? "sunset"
            : silence >= Lapsed ? "lapsed"
            : silence >= AtRisk ? "at-risk"
            : Returned(user) is { } returned && (now - returned).Days < WonBack ? "won-back"
            : (now - first).Days < New ? "new"
            : "active";
    }

    // Both arms alike: a held-out user who came back did so, too.
    private static DateTimeOffset? Returned(User user)
    {
        DateTimeOffset? latest = null;
        foreach (var (_, episode) in user.Episodes)
            latest = episode.ReturnedAt > latest || latest is null ? episode.ReturnedAt ?? latest : latest;
        for (var i = 0; i < user.Open.Count; i++)
        {
            if (user.Open[i].ReturnedAt is { } at && !(at < latest))
                latest = at;
        }

        return latest;
    }
}
