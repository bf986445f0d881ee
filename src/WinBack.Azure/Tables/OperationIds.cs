using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WinBack.Azure.Tables;

/// <summary>
/// Names every write, so that it can be recognised in the rows it left. Not derived from the write's content: two writes of the same
/// content are two writes, and only their names tell which of them was done.
/// </summary>
internal sealed class OperationIds
{
    private readonly byte[] _process = RandomNumberGenerator.GetBytes(8);
    private long _count;

    /// <summary>A name that no other write has, of this process or another.</summary>
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        _process.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref _count));
        return new Guid(bytes, bigEndian: true);
    }
}
