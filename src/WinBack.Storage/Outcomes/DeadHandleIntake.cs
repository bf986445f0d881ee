using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>
/// Takes a handle that was reported dead some time after a push: no more is sent to it, whoever has it loses the installation, and a push that went
/// to this device alone was not delivered. A report that comes twice changes nothing.
/// </summary>
public sealed class DeadHandleIntake(AddressOwners owners, IPeople people, ISuppressions suppressions, AttemptFacts attempts, AddressHasher hasher, StorageLayout layout)
{
    /// <summary>Takes one report; everything that follows from it is durable when it returns.</summary>
    /// <param name="dead">The report.</param>
    /// <param name="sequences">Where effects on sequences go.</param>
    /// <param name="cancel">What was done stays; a repeat does the rest.</param>
    /// <returns>How many users lost an installation.</returns>
    public async Task<int> TakeAsync(DeadHandle dead, ISequences sequences, CancellationToken cancel = default)
    {
        var hash = hasher.Of(dead.Handle);
        var having = await owners.FindAsync(Channel.Push, hash, cancel);
        if (having.Any(user => HandleRemoval.HasComeBack(user.Profile, IsIt, dead.At)))
            return 0;
        // First, as with every address. And all there is to do for a handle that came before handles had owners in the book.
        await suppressions.SuppressAsync(Channel.Push, hash, HandleRemoval.Reason, dead.At, cancel);
        var removed = 0;
        foreach (var user in having)
        {
            // Before the removal: without its handle the user is not found again when a run breaks off here.
            await KeepFactAsync(user, dead, cancel);
            removed += await people.ChangeAsync(user.Id, change => HandleRemoval.Remove(change, IsIt, dead.At), sequences, cancel) ? 1 : 0;
        }

        return removed;

        bool IsIt(string token) => hasher.Of(token) == hash;
    }

    private async Task KeepFactAsync(User user, DeadHandle dead, CancellationToken cancel)
    {
        if (dead.NotificationId is not { } id)
            return;
        foreach (var entry in await people.LedgerAsync(user.Id, cancel: cancel))
        {
            if (IsOf(entry, id) && await attempts.FindAsync(ReferenceOf(user, entry), cancel) is { } sent)
                await attempts.AppendAsync(sent, FactKind.Undelivered, dead.At, HandleRemoval.Reason, cancel);
        }
    }

    // A push to several devices has an id for each platform; only one that went to this device alone is known not to have arrived.
    private static bool IsOf(LedgerEntry entry, string id) =>
        entry is { Channel: Channel.Push, State: AttemptState.Accepted, Devices: { All: 1 } } && entry.ProviderId == id;

    private AttemptReference ReferenceOf(User user, LedgerEntry entry) => AttemptReference.For(
        AttemptKey.For(OpenEnrolment.InstanceId(entry.Campaign, entry.Episode, user.PersonKey), entry.Touch, Channel.Push),
        KeyText.Shard(user.Id, layout.PeopleShards));
}
