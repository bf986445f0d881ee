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
    public async ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, string address, CancellationToken cancel = default) =>
        await FindAsync(channel, hasher.Of(address), cancel) is { Lifted: false } row ? row.Since ?? row.At : null;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(Suppression suppression, CancellationToken cancel = default) => WriteAsync(
        suppression.Channel, hasher.Of(suppression.Address), held => held is not null && Stands(held, suppression) ? null : After(held, suppression), cancel);

    /// <inheritdoc/>
    public ValueTask SuppressAsync(Channel channel, AddressHash address, string reason, DateTimeOffset now, CancellationToken cancel = default) => WriteAsync(
        channel, address, held => held is { Lifted: false } && held.At >= now ? null : new(reason, Later(held?.At, now), Lifted: false, SinceOf(held) ?? now), cancel);

    /// <inheritdoc/>
    public ValueTask LiftAsync(Channel channel, AddressHash address, string reason, DateTimeOffset now, CancellationToken cancel = default) => WriteAsync(
        channel, address, held => held is null or { Lifted: true } ? null : new(reason, Later(held.At, now), Lifted: true), cancel);

    private async ValueTask WriteAsync(Channel channel, AddressHash address, Func<SuppressionRow?, SuppressionRow?> decide, CancellationToken cancel)
    {
        var (partition, row) = Key(channel, address);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = await _suppressions.GetAsync(partition, row, cancel);
            if (decide(held is null ? null : UserRows.Read(held.Data, UserRows.Default.SuppressionRow)) is not { } decided)
                return;
            var data = UserRows.Write(decided, UserRows.Default.SuppressionRow);
            RowChange write = held is null ? new RowChange.Insert(row, data) : new RowChange.Replace(row, data, held.ETag);
            if (await _suppressions.BatchAsync(partition, [write], cancel) is not BatchResult.Done)
                continue;
            if (!decided.Lifted)
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
