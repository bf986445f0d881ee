using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <inheritdoc cref="IUserMerge"/>
public sealed class UserMerge(IPeople people, Func<EventIngest> ingest) : IUserMerge
{
    // Longer chains come of a source that merges in circles.
    private const int MaxHops = 8;

    /// <inheritdoc/>
    public async Task MergeAsync(string from, string into, ISequences sequences, CancellationToken cancel)
    {
        if (await FollowAsync(into, cancel) is { } survivor && survivor != from)
            await people.ChangeAsync(from, change => UserMerging.Begin(change, survivor), sequences, cancel);
    }

    /// <inheritdoc/>
    public async Task CopyAsync(string from, string into, ISequences sequences, CancellationToken cancel)
    {
        if (await people.FindAsync(from, cancel) is not { } merged)
            return;
        var copies = UserMerging.Copies(merged, await people.EventsAsync(from, cancel), into);
        foreach (var part in copies.Select((each, i) => new PlacedEvent(i, each)).Chunk(EventLimits.PerRequest))
            await ingest().ApplyAsync([.. part.Select((item, i) => item with { Position = i })], sequences, cancel);
        await people.ChangeAsync(
            into,
            change =>
            {
                if (ContactRing.Join(change.User.Contacts, merged.Contacts) is var joined && !ReferenceEquals(joined, change.User.Contacts))
                    change.User = change.User with { Contacts = joined };
                return true;
            },
            sequences, cancel);
    }

    private async Task<string?> FollowAsync(string userId, CancellationToken cancel)
    {
        for (var hop = 0; hop < MaxHops; hop++)
        {
            if ((await people.FindAsync(userId, cancel))?.MergedInto is not { } next)
                return userId;
            userId = next;
        }

        return null;
    }
}
