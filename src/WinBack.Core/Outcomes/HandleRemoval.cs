using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>What becomes of a person's installations when a handle is reported dead some time after a push.</summary>
public static class HandleRemoval
{
    /// <summary>Why, as it stands in the suppression.</summary>
    public const string Reason = "the platform calls it dead";

    /// <summary>
    /// Whether the app has given the handle again since it was reported: then it is alive whatever the report says, which may be hours old.
    /// </summary>
    /// <param name="profile">Of the person.</param>
    /// <param name="isIt">Tells the handle.</param>
    /// <param name="diedAt">Instant of the report.</param>
    public static bool HasComeBack(Profile profile, Func<string, bool> isIt, DateTimeOffset diedAt) =>
        profile.Installations.Any(each => each.Token is { } token && isIt(token) && each.At > diedAt);

    /// <summary>Removes the handle as if the provider had refused it at once; nothing when it is gone, or has come back.</summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="isIt">Tells the handle.</param>
    /// <param name="diedAt">Instant of the report.</param>
    /// <returns>Whether it was removed.</returns>
    public static bool Remove(PersonChange change, Func<string, bool> isIt, DateTimeOffset diedAt)
    {
        var dead = Reach.Addresses(change.User.Profile, Channel.Push).Where(isIt).ToList();
        if (dead.Count == 0 || HasComeBack(change.User.Profile, isIt, diedAt))
            return false;
        DeadAddresses.Bury(change, Channel.Push, dead, Reason);
        return true;
    }
}
