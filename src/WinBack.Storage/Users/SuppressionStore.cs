using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Users;

/// <inheritdoc cref="ISuppressions"/>
public sealed class SuppressionStore(ITables tables, AddressHasher hasher) : ISuppressions
{
    private const int Shards = 16;
    private const int Tries = 20;

    private readonly ITable _suppressions = tables.Open("Suppressions");

    /// <inheritdoc/>
    public ValueTask<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancel = default) =>
        IsSuppressedAsync(channel, hasher.Of(address), cancel);

    /// <inheritdoc/>
    public async ValueTask<bool> IsSuppressedAsync(Channel channel, AddressHash address, CancellationToken cancel = default) =>
        await FindAsync(channel, address, cancel) is { Lifted: false };

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, string address, CancellationToken cancel = default) =>
        SuppressedSinceAsync(channel, hasher.Of(address), cancel);

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, AddressHash address, CancellationToken cancel = default) =>
        await FindAsync(channel, address, cancel) is { Lifted: false } row ? row.Since ?? row.At : null;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(Suppression suppression, CancellationToken cancel = default) => WriteAsync(
        suppression.Channel, hasher.Of(suppression.Address), held => held is not null && Stands(held, suppression) ? null : After(held, suppression), cancel);

    /// <inheritdoc/>
    public ValueTask SuppressAsync(Channel channel, AddressHash address, string reason, DateTimeOffset at, CancellationToken cancel = default) => WriteAsync(
        channel, address, held => IsNews(held, at) ? new(reason, Later(held?.At, at), Lifted: false, SinceOf(held) ?? at) : null, cancel);

    /// <inheritdoc/>
    public ValueTask LiftAsync(Channel channel, AddressHash address, string reason, DateTimeOffset at, CancellationToken cancel = default) => WriteAsync(
        channel, address, held => held is { Lifted: false } && held.At < at ? new(reason, at, Lifted: true) : null, cancel);

    private async ValueTask WriteAsync(Channel channel, AddressHash address, Func<SuppressionRow?, SuppressionRow?> decide, CancellationToken cancel)
    {
        var (partition, row) = Key(channel, address);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = await _suppressions.GetAsync(partition, row, cancel);
            var before = held is null ? null : UserRows.Read(held.Data, UserRows.Default.SuppressionRow);
            if (decide(before) is not { } decided)
                return;
            var data = UserRows.Write(decided, UserRows.Default.SuppressionRow);
            RowChange write = held is null ? new RowChange.Insert(row, data) : new RowChange.Replace(row, data, held.ETag);
            if (await _suppressions.BatchAsync(partition, [write], cancel) is not BatchResult.Done)
                continue;
            if (!decided.Lifted && before is not { Lifted: false } && address != AddressHash.Nobody)
                Measures.Suppressed(AttemptKey.Name(channel));
            return;
        }

        throw new ContentionException($"A suppression changed under each of {Tries} tries to write it.");
    }

    private static SuppressionRow? After(SuppressionRow? held, Suppression given) => held is null && given.Lifted ? null : new(
        given.Reason, given.At, given.Lifted, given.Lifted ? null : SinceOf(held) ?? Later(given.SeenAt, given.At));

    // On a tie "no" wins, as in the profile: only a consent that is newer than the opt-out lifts it.
    private static bool Stands(SuppressionRow held, Suppression given) =>
        held.At > given.At || (held.At == given.At && (given.Lifted || !held.Lifted));

    // A consent that is newer stands; one that is so by no more than sources may be ahead of our clock was given before what is seen here.
    private static bool IsNews(SuppressionRow? held, DateTimeOffset at) => held switch
    {
        null => true,
        { Lifted: false } => held.At < at,
        _ => held.At <= at + Core.Events.EventLimits.Ahead,
    };

    private static DateTimeOffset? SinceOf(SuppressionRow? held) => held is { Lifted: false } ? held.Since ?? held.At : null;

    private static DateTimeOffset Later(DateTimeOffset? held, DateTimeOffset at) => held is { } was && was > at ? was : at;

    private async ValueTask<SuppressionRow?> FindAsync(Channel channel, AddressHash address, CancellationToken cancel)
    {
        var (partition, row) = Key(channel, address);
        return await _suppressions.GetAsync(partition, row, cancel) is { } found ? UserRows.Read(found.Data, UserRows.Default.SuppressionRow) : null;
    }

    /// <summary>Partition <c>0b</c>, row <c>email|5F0C…</c>: the address only as its keyed hash.</summary>
    private static (string Partition, string Row) Key(Channel channel, AddressHash address) =>
        (PeopleKeys.Partition(address.ToBytes()[0] % Shards), KeyText.Join(AttemptKey.Name(channel), address.Hex));
}
