using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Follows merged users to the one they turned out to be.</summary>
public static class Survivors
{
    /// <summary>Merges that are followed. Longer chains come of a source that merges in circles.</summary>
    public const int MaxHops = 8;

    /// <summary>The user at the end of the chain that begins with an id; null when there is no such user.</summary>
    /// <exception cref="MergedInCirclesException">The chain does not end.</exception>
    public static async ValueTask<User?> FindSurvivorAsync(this IPeople people, string userId, CancellationToken cancel = default)
    {
        for (var hop = 0; hop <= MaxHops; hop++)
        {
            if (await people.FindAsync(userId, cancel) is not { } user)
                return null;
            if (user.MergedInto is not { } next)
                return user;
            userId = next;
        }

        throw new MergedInCirclesException();
    }
}

/// <summary>Users were merged into each other in a circle, or in a chain longer than <see cref="Survivors.MaxHops"/>.</summary>
public sealed class MergedInCirclesException() : Exception($"Users were merged in a circle, or more than {Survivors.MaxHops} times in a row.");
