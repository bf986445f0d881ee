using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WinBack.Core.Users;

/// <summary>
/// The name of an attempt outside this house, in links and in what providers send back: short, and says nothing about the person. It leads
/// back to them by a row in their partition, see <see cref="SentAttempt"/>.
/// </summary>
/// <remarks>12 bytes: the shard the person lives in, then the beginning of the SHA-256 of the <see cref="AttemptKey"/>.</remarks>
public readonly record struct AttemptReference
{
    /// <summary>Characters of the text form.</summary>
    public const int TextLength = 16;

    /// <summary>Bytes of the shortest form.</summary>
    public const int Length = 12;

    // Fills up the GUID form, so that a GUID of somebody else's is told from ours before storage is asked.
    private static ReadOnlySpan<byte> Mark => "WnBk"u8;

    private AttemptReference(string text, int shard) => (Text, Shard) = (text, shard);

    /// <summary>16 characters <c>[A-Za-z0-9_-]</c>.</summary>
    public string Text { get; }

    /// <summary>The shard of People that the person lives in, 0 to 255.</summary>
    public int Shard { get; }

    /// <summary>The reference of an attempt; the same on every machine and at every retry.</summary>
    /// <param name="attemptKey">See <see cref="AttemptKey"/>.</param>
    /// <param name="shard">0 to 255.</param>
    public static AttemptReference For(string attemptKey, int shard)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)shard, 255u, nameof(shard));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(attemptKey), hash);
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)shard;
        hash[..(Length - 1)].CopyTo(bytes[1..]);
        return Of(bytes);
    }

    /// <summary>Reads the text form; false for anything else, whatever it is.</summary>
    public static bool TryParse(string? text, out AttemptReference reference)
    {
        reference = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is not { Length: TextLength } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
            return false;
        reference = Of(bytes);
        return true;
    }

    /// <summary>Reads the GUID form; false for a GUID that is none of ours.</summary>
    public static bool TryParse(Guid guid, out AttemptReference reference)
    {
        reference = default;
        Span<byte> bytes = stackalloc byte[16];
        if (!guid.TryWriteBytes(bytes, bigEndian: true, out _) || !bytes[Length..].SequenceEqual(Mark))
            return false;
        reference = Of(bytes[..Length]);
        return true;
    }

    /// <summary>Takes bytes that a link carried.</summary>
    /// <param name="bytes">Exactly <see cref="Length"/> of them.</param>
    public static AttemptReference FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length, nameof(bytes));
        return Of(bytes);
    }

    /// <summary>The shortest form.</summary>
    public byte[] ToBytes() => Base64Url.DecodeFromChars(Text);

    /// <summary>As a GUID, for providers that take nothing else as the id of an operation.</summary>
    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Base64Url.TryDecodeFromChars(Text, bytes, out _);
        Mark.CopyTo(bytes[Length..]);
        return new Guid(bytes, bigEndian: true);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static AttemptReference Of(ReadOnlySpan<byte> bytes) => new(Base64Url.EncodeToString(bytes), bytes[0]);
}

/// <summary>Leads from an <see cref="AttemptReference"/> back to the person and the touch; written in the batch that begins to send.</summary>
public sealed record SentAttempt
{
    /// <summary>Attempt key.</summary>
    public required string Key { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Pinned version.</summary>
    public required int Version { get; init; }

    /// <summary>Episode.</summary>
    public required int Episode { get; init; }

    /// <summary>Arm of the enrolment.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Variant of the enrolment; null where the campaign has none.</summary>
    public string? Variant { get; init; }

    /// <summary>Person key, for facts.</summary>
    public required string Person { get; init; }

    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>Channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When sending began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the enrolment began, for facts; null in rows from before.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>Where the message's link leads, as it was rendered and checked; null when it has none.</summary>
    public string? Link { get; init; }

    /// <summary>Where it was sent, each as <see cref="AddressHash.Hex"/>: so the audit can ask afterwards whether that address was suppressed. Null in rows from before.</summary>
    public IReadOnlyList<string>? To { get; init; }
}
