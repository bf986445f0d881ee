using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>Reads what is known of a user who gave way to another, for <see cref="MergedOutcome"/>.</summary>
internal static class MergedPersons
{
    /// <summary>
    /// The user with the one they turned out to be, and what that one did from the merge on; so with each in between. With their own events alone where that one cannot be told: nothing is copied yet, the users were merged in a circle,
    /// or more than <see cref="Survivors.MaxHops"/> times in a row. Null when there is no such user.
    /// </summary>
    public static async Task<MergedPerson?> FindMergedAsync(this IPeople people, string userId, CancellationToken cancel)
    {
        if (await people.FindAsync(userId, cancel) is not { } user)
            return null;
        var own = await people.EventsAsync(userId, cancel);
        List<StoredEvent> events = [.. own];
        var (last, since) = (user, DateTimeOffset.MinValue);
        for (var hop = 0; hop < Survivors.MaxHops && last.MergedInto is { } next && await people.FindAsync(next, cancel) is { } other; hop++)
        {
            // Where nobody knows when it was, nothing of the other's counts.
            since = Later(since, last.MergedAt ?? DateTimeOffset.MaxValue);
            last = other;
            if (Later(last.Activity.LastSeen ?? default, last.Activity.LastRefund ?? default) >= since)
                events.AddRange((await people.EventsAsync(last.Id, cancel)).Where(each => each.At >= since));
        }

        return last.MergedInto is null ? MergedPerson.Of(last, since, events) : MergedPerson.Of(user, DateTimeOffset.MaxValue, own);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
