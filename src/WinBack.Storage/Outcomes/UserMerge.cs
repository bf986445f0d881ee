using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <inheritdoc cref="IUserMerge"/>
public sealed class UserMerge(IPeople people, MergedIds ids, Tombstones tombstones, Func<EventIngest> ingest) : IUserMerge
{
    /// <inheritdoc/>
    public async Task MergeAsync(string from, string into, DateTimeOffset at, ISequences sequences, CancellationToken cancel)
    {
        var known = await people.FindSurvivorAsync(into, cancel);
        var survivor = known?.Id ?? into;
        if (survivor == from || (known is null && await tombstones.IsErasedAsync(into, cancel)))
            return;
        if (await people.FindAsync(from, cancel) is not { MergedInto: not null })
        {
            await ids.NoteAsync(survivor, from, cancel);      // first: whoever is to be erased is found under every id
            await people.ChangeAsync(from, change => UserMerging.Begin(change, survivor, at), sequences, cancel);
        }

        // Two that are merged into each other at one time each found the other free. Whoever sees it frees the same one of them.
        if ((await people.FindAsync(survivor, cancel))?.MergedInto == from)
            await people.ChangeAsync(string.CompareOrdinal(from, survivor) < 0 ? from : survivor, UserMerging.Free, sequences, cancel);
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
                var taken = merged.Preferences is { } asked ? asked with { MergedAt = change.Now } : null;
                if (Preferences.Newer(change.User.Preferences, taken) is var newer && newer != change.User.Preferences)
                    change.User = change.User with { Preferences = newer };
                if (MergedMarks.Join(change.User, merged) is var marked && !ReferenceEquals(marked, change.User))
                    change.User = marked;
                return true;
            },
            sequences, cancel);
    }
}
