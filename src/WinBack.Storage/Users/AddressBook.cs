using System.Text;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>
/// Which users have an address: the table Addresses, where an address stands as its keyed hash only. An entry is written before the user row
/// that holds the address, so that a stop finds everybody. It stays when the user's address changes: the user row is asked before anything is done.
/// </summary>
public sealed class AddressBook(ITables tables, AddressHasher hasher)
{
    private const int Shards = 16;

    private readonly ITable _addresses = tables.Open("Addresses");

    /// <summary>Notes the addresses of a profile that another did not hold. One operation for each.</summary>
    internal async ValueTask NoteAsync(string userId, Profile before, Profile after, CancellationToken cancel)
    {
        foreach (var (channel, address) in Of(after).Except(Of(before)))
        {
            var hash = hasher.Of(address);
            await _addresses.BatchAsync(Partition(hash), [new RowChange.Upsert(Row(channel, hash, userId), Encoding.UTF8.GetBytes(userId))], cancel);
        }
    }

    /// <summary>Rows of the person's own partition that lead to their entries here, for a change of the addresses of their profile.</summary>
    internal IEnumerable<RowChange> Rows(string userId, Profile before, Profile after) => Of(before).Concat(Of(after))
        .Except(Of(before).Intersect(Of(after)))
        .Select(each => (each.Channel, Hash: hasher.Of(each.Address)))
        .Distinct()
        .Select(each => new RowChange.Upsert(PeopleKeys.Address(userId, each.Channel, each.Hash), Encoding.UTF8.GetBytes($"{AttemptKey.Name(each.Channel)} {each.Hash.Hex}")));

    /// <summary>What a row of <see cref="Rows"/> says.</summary>
    internal static (Channel Channel, AddressHash Address) Read(TableRow row)
    {
        var text = Encoding.UTF8.GetString(row.Data.Span).Split(' ');
        return (Enum.Parse<Channel>(text[0], ignoreCase: true), AddressHash.FromBytes(Convert.FromHexString(text[1])));
    }

    /// <summary>Removes the entry of an erased user, if it is there. One operation.</summary>
    internal async Task RemoveAsync(Channel channel, AddressHash address, string userId, CancellationToken cancel) =>
        await _addresses.BatchAsync(Partition(address), [new RowChange.Delete(Row(channel, address, userId))], cancel);

    /// <summary>The users who may have an address; the user row tells whether they do.</summary>
    public async Task<IReadOnlyList<string>> UsersAsync(Channel channel, AddressHash address, CancellationToken cancel = default)
    {
        List<string> users = [];
        await foreach (var row in _addresses.ReadRangeAsync(Partition(address), KeyText.Prefix(AttemptKey.Name(channel), address.Hex), cancel))
            users.Add(Encoding.UTF8.GetString(row.Data.Span));
        return users;
    }

    /// <summary>Whether a profile holds an address.</summary>
    public bool Holds(Profile profile, Channel channel, AddressHash address) =>
        Of(profile).Any(each => each.Channel == channel && hasher.Of(each.Address) == address);

    // Handles, too: hours after a push the platform may call one dead, and says no more than the handle.
    private static IEnumerable<(Channel Channel, string Address)> Of(Profile profile)
    {
        if (profile.Email?.Value is { Length: > 0 } email)
            yield return (Channel.Email, email);
        if (profile.Phone?.Value is { Length: > 0 } phone)
            yield return (Channel.Sms, phone);
        foreach (var installation in profile.Installations)
        {
            if (installation.Token is { Length: > 0 } token)
                yield return (Channel.Push, token);
        }
    }

    /// <summary><c>0b</c></summary>
    private static string Partition(AddressHash address) => PeopleKeys.Partition(address.ToBytes()[0] % Shards);

    /// <summary><c>email|5F0C…|anna</c></summary>
    private static string Row(Channel channel, AddressHash address, string userId) => KeyText.Join(AttemptKey.Name(channel), address.Hex, userId);
}
