using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>
/// Erases persons. The order is what makes it final: a tombstone for every id, so that nothing that comes from now on is kept; then what the survivor did is
/// counted for enrolments of ids that were merged; then the addresses are
/// suppressed, so that nothing leaves; then the user row is emptied, and what is to be removed is left as effects, which the scan finishes after a crash.
/// </summary>
public sealed class Erasures(
    IPeople people, MergedIds ids, Tombstones tombstones, OptOuts optOuts, AddressHasher hasher, PersonEraser eraser, TimeProvider clock, ICampaigns campaigns,
    OutcomeOptions? prices = null, MoneyOptions? money = null) : IErasure
{
    /// <summary>Erases a person under every id that was merged into theirs. Done when it returns; repeating it changes nothing.</summary>
    /// <param name="userId">Any id of the person; one that was never heard of gets its tombstone all the same.</param>
    /// <param name="sequences">Where the sequences are.</param>
    /// <param name="cancel">Stops; what has begun is finished by the scan.</param>
    /// <exception cref="MergedInCirclesException">The person's ids were merged in a circle.</exception>
    public async Task<ErasureResult> EraseAsync(string userId, ISequences sequences, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var all = await ids.AllOfAsync(userId, cancel);
        foreach (var id in all)
            await tombstones.LayAsync(id, now, cancel);
        await JoinAsync(all, sequences, cancel);
        var (known, suppressed) = (0, 0);
        foreach (var id in all)
        {
            if (await people.FindAsync(id, cancel) is not { } user)
                continue;
            known++;
            suppressed += await SuppressAsync(user.Profile, all, now, sequences, cancel);
        }

        await people.ChangeAsync(all[^1], change => UserErasing.Begin(change, all, prices, money), sequences, cancel);
        foreach (var id in all)
            await FinishAsync(id, sequences, cancel);

        // After a crash the other ids are known from here only.
        foreach (var id in await eraser.OthersAsync(all[^1], cancel))
            await FinishAsync(id, sequences, cancel);
        await eraser.SettleAsync(all[^1], cancel);
        return new(known, suppressed);
    }

    /// <inheritdoc/>
    public async Task FinishAsync(string userId, ISequences sequences, CancellationToken cancel)
    {
        if (await people.FindAsync(userId, cancel) is { Erasing: null })
            await people.ChangeAsync(userId, change => UserErasing.Begin(change, [userId], prices, money), sequences, cancel);
        await eraser.RemoveAsync(userId, sequences, cancel);
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string userId, IReadOnlyList<LedgerEntry> late, CancellationToken cancel) => eraser.RemoveTracesAsync(userId, late, cancel);

    // While there is a survivor to read: what they did is a return of those who were merged into them. Before the stop, which is no stop that the person said.
    private async Task JoinAsync(IReadOnlyList<string> ids, ISequences sequences, CancellationToken cancel)
    {
        foreach (var id in ids)
        {
            if (await people.FindAsync(id, cancel) is { MergedInto: not null, Erasing: null } merged && merged.Open.Count + merged.Closed.Count > 0 && await people.FindMergedAsync(id, cancel) is { } person)
            {
                var current = await campaigns.CurrentAsync(cancel);
                await people.ChangeAsync(id, change => MergedOutcome.JoinAll(change, current, person), sequences, cancel);
            }
        }
    }

    private async Task<int> SuppressAsync(Profile profile, IReadOnlyList<string> erased, DateTimeOffset at, ISequences sequences, CancellationToken cancel)
    {
        var addresses = Enum.GetValues<Channel>().SelectMany(channel => Reach.Addresses(profile, channel).Select(address => (channel, address))).ToList();
        foreach (var (channel, address) in addresses)
            await optOuts.EraseAsync(channel, hasher.Of(address), erased, at, sequences, cancel);
        return addresses.Count;
    }
}

/// <summary>What an erasure found.</summary>
/// <param name="Users">Ids of the person of which there was a row.</param>
/// <param name="Addresses">Addresses that are suppressed from now on.</param>
public sealed record ErasureResult(int Users, int Addresses);
