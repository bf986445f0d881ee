using Microsoft.Extensions.Logging;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>Runs the effects that changes leave pending: right after the batch, and once more by the scan when a crash came between.</summary>
public sealed class EffectRunner(
    ITables tables, StorageLayout layout, IFacts facts, IOfferCodes offers, InterestIndex interests, Func<IUserMerge> merge, Func<IErasure> erasure, TimeProvider clock, ILogger<EffectRunner> log)
{
    // Whoever wrote the batch is still running its effects; only what is older was left by a crash.
    private static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(1);

    private readonly ITable _people = tables.Open(PeopleKeys.Table);

    /// <summary>Runs the effects of a change that was just written, then deletes them. A failing effect stays pending; the change itself stands.</summary>
    internal async Task RunAsync(PersonChange change, ISequences sequences, CancellationToken cancel)
    {
        if (change.Effects.Count == 0)
            return;
        List<RowChange> done = [];
        foreach (var effect in change.Effects)
        {
            if (await TryRunAsync(change.User.Id, effect, sequences, cancel))
                done.Add(new RowChange.Delete(PeopleKeys.Pending(change.User.Id, change.Now, effect)));
        }

        if (done.Count > 0)
            await _people.BatchAsync(PeopleKeys.Partition(change.User.Id, layout.PeopleShards), [.. done.DistinctBy(row => row.Row)], cancel);
    }

    /// <summary>Finishes what crashes left in one shard. Costs one query when nothing was left.</summary>
    /// <returns>How many effects were run.</returns>
    public async Task<int> FinishAsync(int shard, ISequences sequences, CancellationToken cancel)
    {
        var finished = 0;
        var partition = PeopleKeys.Partition(shard);
        await foreach (var row in _people.ReadRangeAsync(partition, PeopleKeys.AllPending, cancel))
        {
            var pending = UserRows.Read(row.Data, UserRows.Default.PendingEffect);
            if (clock.GetUtcNow() - pending.At < LeftAfter || !await TryRunAsync(pending.UserId, pending.Effect, sequences, cancel))
                continue;
            await _people.BatchAsync(partition, [new RowChange.Delete(row.Row)], cancel);
            finished++;
        }

        return finished;
    }

    /// <summary>Removes what was just written about somebody who was erased meanwhile.</summary>
    internal Task EraseAsync(string userId, ISequences sequences, CancellationToken cancel) => erasure().FinishAsync(userId, sequences, cancel);

    /// <summary>Removes what a contact left behind whose answer came after its receiver was erased.</summary>
    internal async Task ForgetAsync(PersonChange late, CancellationToken cancel)
    {
        if (late.Ledger.Count > 0)
            await erasure().ForgetAsync(late.User.Id, late.Ledger, cancel);
    }

    private async Task<bool> TryRunAsync(string userId, Effect effect, ISequences sequences, CancellationToken cancel)
    {
        try
        {
            await (effect switch
            {
                Effect.AppendFact append => facts.AppendAsync(append.Fact, cancel).AsTask(),
                Effect.StartSequence start => sequences.StartAsync(start.Start, cancel),
                Effect.CopyUser copy => merge().CopyAsync(copy.From, copy.Into, sequences, cancel),
                Effect.EraseUser erase => erasure().FinishAsync(erase.UserId, sequences, cancel),
                Effect.KeepOffer keep => offers.KeepAsync(keep.Offer, keep.Place, cancel),
                Effect.ReturnOffer back => offers.ReturnAsync(back.Offer, back.Place, cancel),
                Effect.FollowItems follow => interests.FollowAsync(userId, follow, cancel),
                Effect.WakeSequence wake => sequences.WakeAsync(wake.InstanceId, wake.Signal, cancel),
                _ => throw new InvalidOperationException($"A new kind of effect, {effect.GetType().Name}, must be run here."),
            });
            return true;
        }
        // A client's own timeout is a TaskCanceledException although nobody cancelled: a fault like any other.
        catch (Exception failure) when (failure is not OperationCanceledException || (failure is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            log.EffectLeftPending(failure, effect.GetType().Name);
            return false;
        }
    }
}
