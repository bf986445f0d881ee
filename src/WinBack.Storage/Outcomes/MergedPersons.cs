using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>Reads what is known of a user who gave way to another, for <see cref="MergedOutcome"/>.</summary>
internal static class MergedPersons
{
    /// <summary>
    /// The user with the one they turned out to be. With their own events alone where that one cannot be told: nothing is copied yet, the users were merged in a circle,
    /// or more than <see cref="Survivors.MaxHops"/> times in a row. Null when there is no such user.
    /// </summary>
    public static async Task<MergedPerson?> FindMergedAsync(this IPeople people, string userId, CancellationToken cancel)
    {
        if (await people.FindAsync(userId, cancel) is not { } user)
            return null;
        var own = await people.EventsAsync(userId, cancel);
        var last = user;
        for (var hop = 0; hop < Survivors.MaxHops && last.MergedInto is { } next && await people.FindAsync(next, cancel) is { } other; hop++)
            last = other;
        return last.MergedInto is not null ? MergedPerson.Of(user, own, []) : MergedPerson.Of(last, own, last.Id == userId ? [] : await people.EventsAsync(last.Id, cancel));
    }
}
