using System.Text;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>
/// Which users are interested in an item: the table Interests, partitioned by item. A row only leads to a user; what they looked at, and when, says the
/// user's own row, which is asked before anything is made of it. A row is written once, not at every look.
/// </summary>
public sealed class InterestIndex(ITables tables, StorageLayout layout)
{
    // For good.
    private const int Shards = 64;

    // Each try is a look at the user row, and a second one is needed only when it changed meanwhile.
    private const int Tries = 20;

    private readonly ITable _interests = tables.Open("Interests");
    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>
    /// Makes the rows agree with the user row: writes, then looks, until what was written is what the row says. So whichever of several changes of a user
    /// comes last, and however late one is finished after a crash, nothing leads to somebody whom it should not, and a row that should be there is.
    /// </summary>
    /// <exception cref="ContentionException">The user changed each time.</exception>
    public async Task FollowAsync(string userId, Effect.FollowItems items, CancellationToken cancel)
    {
        HashSet<string> written = [.. items.Wanted];
        foreach (var item in items.Wanted)
            await WriteAsync(item, userId, cancel);
        foreach (var item in items.Left)
            await RemoveAsync(item, userId, cancel);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var wanted = await WantedAsync(userId, cancel);
            var wrong = items.Wanted.Concat(items.Left).Where(item => wanted.Contains(item) != written.Contains(item)).ToList();
            if (wrong.Count == 0)
                return;
            foreach (var item in wrong)
            {
                if (wanted.Contains(item))
                    await WriteAsync(item, userId, cancel);
                else
                    await RemoveAsync(item, userId, cancel);
            }

            written = wanted;
        }

        throw new ContentionException($"A person's interests changed under each of {Tries} tries to follow them.");
    }

    /// <summary>Removes what leads from an item to a user, if it is there. One operation.</summary>
    public async Task RemoveAsync(string item, string userId, CancellationToken cancel) =>
        await _interests.BatchAsync(Partition(item), [new RowChange.Delete(Row(item, userId))], cancel);

    /// <summary>Users who may be interested in an item, some at a time, in the order of their keys.</summary>
    /// <param name="item">The item.</param>
    /// <param name="after">Key of the last one seen; null to begin.</param>
    /// <param name="most">Users of a page; 1 to 1,000.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Users, and the key to go on after; null at the end.</returns>
    public async Task<(IReadOnlyList<string> Users, string? After)> PageAsync(string item, string? after, int most, CancellationToken cancel)
    {
        var (from, to) = KeyText.Prefix(item);
        List<string> users = [];
        string? continuation = null;
        do
        {
            // "!" sorts before every character an encoded id may go on with.
            var page = await _interests.QueryAsync(Partition(item), after is null ? from : after + "!", to, most, continuation, cancel);
            users.AddRange(page.Rows.Select(row => Encoding.UTF8.GetString(row.Data.Span)));
            continuation = page.Continuation;
            if (page.Rows is [.., var last])
                return (users, continuation is null && page.Rows.Count < most ? null : last.Row);
        }
        while (continuation is not null);
        return (users, null);
    }

    private async Task WriteAsync(string item, string userId, CancellationToken cancel) =>
        await _interests.BatchAsync(Partition(item), [new RowChange.Upsert(Row(item, userId), Encoding.UTF8.GetBytes(userId))], cancel);

    private async Task<HashSet<string>> WantedAsync(string userId, CancellationToken cancel) =>
        await _people.GetAsync(PeopleKeys.Partition(userId, layout.PeopleShards), PeopleKeys.User(userId), cancel) is { } row
            ? [.. Interests.Leading(UserRows.Read(row.Data, UserRows.Default.User).Interests)]
            : [];

    /// <summary><c>2a</c></summary>
    private static string Partition(string item) => PeopleKeys.Partition(KeyText.Shard(item, Shards));

    /// <summary><c>guji-500|anna</c></summary>
    private static string Row(string item, string userId) => KeyText.Join(item, userId);
}
