using System.Buffers.Binary;
using WinBack.Core.Users;

namespace WinBack.Storage.Reporting;

/// <summary>The trails of one shard's attempts that no ledger row has been found for yet. Holds about 60 bytes for each.</summary>
internal sealed class ShardTrails(int shard)
{
    private readonly Dictionary<(ulong, uint), Trail> _left = [];

    /// <summary>Those not taken, by reference.</summary>
    public IEnumerable<(AttemptReference Reference, DateTimeOffset At)> Left => _left.Select(each => (Reference(each.Key), each.Value.At));

    /// <summary>Notes a trail.</summary>
    public void Add(SentAttempt sent, DateTimeOffset? suppressedSince) =>
        _left[Name(AttemptReference.For(sent.Key, shard))] = new(sent.At, suppressedSince, sent.To is not null);

    /// <summary>Takes the trail of an attempt out; null when it has none, or it was taken.</summary>
    public Trail? Take(string attemptKey) => _left.Remove(Name(AttemptReference.For(attemptKey, shard)), out var trail) ? trail : null;

    private static (ulong, uint) Name(AttemptReference reference)
    {
        var bytes = reference.ToBytes();
        return (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(8)));
    }

    private static AttemptReference Reference((ulong First, uint Last) name)
    {
        Span<byte> bytes = stackalloc byte[AttemptReference.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, name.First);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], name.Last);
        return AttemptReference.FromBytes(bytes);
    }

    /// <summary>What the audit keeps of a trail.</summary>
    /// <param name="At">When sending began.</param>
    /// <param name="SuppressedSince">Since when one of its addresses has been suppressed; null when none is now.</param>
    /// <param name="KnowsAddress">Whether it says where the message went: those from before do not.</param>
    public readonly record struct Trail(DateTimeOffset At, DateTimeOffset? SuppressedSince, bool KnowsAddress);
}
