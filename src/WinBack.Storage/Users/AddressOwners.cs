using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Finds who has an address now: the address book says who may, and the user row whether they do. A merged user stands for the one they turned out to be.</summary>
public sealed class AddressOwners(AddressBook addresses, IPeople people)
{
    /// <summary>The users whose profile holds an address. One query, and one read for each entry of the book.</summary>
    public async Task<IReadOnlyList<User>> FindAsync(Channel channel, AddressHash address, CancellationToken cancel = default)
    {
        var owners = new Dictionary<string, User>(StringComparer.Ordinal);
        foreach (var userId in await addresses.UsersAsync(channel, address, cancel))
        {
            if (await people.FindSurvivorAsync(userId, cancel) is { } user && addresses.Holds(user.Profile, channel, address))
                owners[user.Id] = user;
        }

        return [.. owners.Values];
    }
}
