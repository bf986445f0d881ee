using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <inheritdoc cref="ISuppressions"/>
public sealed class SuppressionStore(ITables tables, UserOptions options) : ISuppressions
{
    private const int Shards = 16;
    private const int Tries = 20;

    private readonly ITable _suppressions = tables.Open("Suppressions");
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.AddressHashKey);

    /// <inheritdoc/>
    public async ValueTask<bool> IsSuppressedAsync(Channel channel, string address, CancellationToken cancel = default) =>
        await FindAsync(channel, address, cancel) is { Lifted: false };

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> SuppressedSinceAsync(Channel channel, string address, CancellationToken cancel = default) =>
        await FindAsync(channel, address, cancel) is { Lifted: false } row ? row.Since ?? row.At : null;

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(Suppression suppression, CancellationToken cancel = default)
    {
        var (partition, row) = Key(suppression.Channel, suppression.Address);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = await _suppressions.GetAsync(partition, row, cancel);
            if (held is null && suppression.Lifted)
                return;
            var before = held is null ? null : UserRows.Read(held.Data, UserRows.Default.SuppressionRow);
            if (before is not null && Stands(before, suppression))
                return;
            DateTimeOffset? since = suppression.Lifted ? null
                : before is { Lifted: false } ? before.Since ?? before.At
                : suppression.SeenAt > suppression.At ? suppression.SeenAt
                : suppression.At;
            var data = UserRows.Write(new(suppression.Reason, suppression.At, suppression.Lifted, since), UserRows.Default.SuppressionRow);
            RowChange write = held is null ? new RowChange.Insert(row, data) : new RowChange.Replace(row, data, held.ETag);
            if (await _suppressions.BatchAsync(partition, [write], cancel) is BatchResult.Done)
                return;
        }

        throw new ContentionException($"A suppression changed under each of {Tries} tries to write it.");
    }

    // On a tie "no" wins, as in the profile: only a consent that is newer than the opt-out lifts it.
    private static bool Stands(SuppressionRow held, Suppression given) =>
        held.At > given.At || (held.At == given.At && (given.Lifted || !held.Lifted));

    private async ValueTask<SuppressionRow?> FindAsync(Channel channel, string address, CancellationToken cancel)
    {
        var (partition, row) = Key(channel, address);
        return await _suppressions.GetAsync(partition, row, cancel) is { } found ? UserRows.Read(found.Data, UserRows.Default.SuppressionRow) : null;
    }

    /// <summary>Partition <c>0b</c>, row <c>email|5f0c…</c>: the address only as its keyed hash.</summary>
    private (string Partition, string Row) Key(Channel channel, string address)
    {
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()));
        return (PeopleKeys.Partition(hash[0] % Shards), KeyText.Join(AttemptKey.Name(channel), Convert.ToHexString(hash)));
    }
}
