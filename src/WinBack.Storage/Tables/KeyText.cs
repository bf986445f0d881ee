using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace WinBack.Storage.Tables;

/// <summary>
/// Turns ids into table keys. An encoded id holds <c>[A-Za-z0-9._~-]</c> only, fields are joined with <c>|</c>, which is
/// outside that set; different ids give different keys, on every machine and for ever.
/// </summary>
/// <example><c>Join("v", "anna@example.com", "e-1")</c> gives <c>v|anna~40example.com|e-1</c>.</example>
public static class KeyText
{
    /// <summary>Characters of an encoded id; one that would be longer is replaced by <c>~~</c> and its SHA-256.</summary>
    public const int MaxEncodedLength = 200;

    private const int HashedLength = 2 + 2 * SHA256.HashSizeInBytes;

    private const char Separator = '|';
    private const char AfterSeparator = '}';
    private const string InstantFormat = "yyyyMMdd'T'HHmmssfffffff'Z'";

    private static readonly SearchValues<char> Clean =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Bounds of a query for every key of a partition that was built here.</summary>
    public static (string From, string To) Everything { get; } = ("", "~~~");   // after "~~" comes a hexadecimal digit, which is below "~"

    /// <summary>Encodes one id. An id of clean characters is returned as it is, without a copy.</summary>
    /// <param name="id">Any non-empty text, lone surrogates included; nothing is normalised, so case and form count.</param>
    public static string Encode(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Length <= MaxEncodedLength && !id.AsSpan().ContainsAnyExcept(Clean))
            return id;
        Span<char> buffer = stackalloc char[MaxEncodedLength];
        return new string(buffer[..EncodeTo(id, buffer)]);
    }

    /// <summary>Encodes each field and joins them with <c>|</c>.</summary>
    /// <param name="fields">Raw ids, not yet encoded: encoding twice gives another key.</param>
    public static string Join(params ReadOnlySpan<string> fields) => JoinThen(fields, end: null);

    /// <summary>Gives the query bounds of all keys that begin with these fields and have at least one more.</summary>
    /// <example><c>Prefix("v", "anna")</c> gives <c>v|anna|</c> up to but without <c>v|anna}</c>.</example>
    public static (string From, string To) Prefix(params ReadOnlySpan<string> fields) =>
        (JoinThen(fields, Separator), JoinThen(fields, AfterSeparator));

    /// <summary>Writes an instant in UTC, to 100 ns, such that ordinal order is order in time. It is clean text: a field as it is.</summary>
    /// <example><c>20261124T0715000000000Z</c>: always 23 characters.</example>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Gives the shard an id belongs to: the same on every machine, in every version.</summary>
    /// <param name="id">Any non-empty text.</param>
    /// <param name="shards">How many shards there are, at least 1.</param>
    /// <returns>0 to <paramref name="shards"/> - 1, evenly spread.</returns>
    public static int Shard(string id, int shards)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var hash = 14695981039346656037UL;   // FNV-1a, 64 bits, over UTF-8 …
        var bytes = new IdBytes(id);
        while (bytes.TryNext(out var value))
            hash = (hash ^ value) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;   // … then mixed: FNV leaves the high bits of short ids poor
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        hash ^= hash >> 33;
        return (int)Math.BigMul(hash, (ulong)shards, out _);
    }

    private static string JoinThen(ReadOnlySpan<string> fields, char? end)
    {
        var room = fields.Length * (MaxEncodedLength + 1) + 1;
        var rented = room <= 1024 ? null : ArrayPool<char>.Shared.Rent(room);
        Span<char> key = rented ?? stackalloc char[1024];
        var length = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                key[length++] = Separator;
            length += EncodeTo(fields[i], key[length..]);
        }
        if (end is { } last)
            key[length++] = last;
        var joined = new string(key[..length]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return joined;
    }

    /// <summary>Writes the encoded id; <paramref name="target"/> has room for <see cref="MaxEncodedLength"/> characters.</summary>
    private static int EncodeTo(string id, Span<char> target)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Length > MaxEncodedLength)   // encoding never shortens
            return HashTo(id, target);
        if (!id.AsSpan().ContainsAnyExcept(Clean))
        {
            id.CopyTo(target);
            return id.Length;
        }
        var length = 0;
        var bytes = new IdBytes(id);
        while (bytes.TryNext(out var value))
        {
            var clean = value < 0x80 && Clean.Contains((char)value);
            if (length + (clean ? 1 : 3) > MaxEncodedLength)
                return HashTo(id, target);
            if (clean)
            {
                target[length++] = (char)value;
                continue;
            }
            target[length++] = '~';
            target[length++] = Hex(value >> 4);
            target[length++] = Hex(value & 0xF);
        }
        return length;
    }

    private static int HashTo(string id, Span<char> target)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(id.Length * 3);
        var length = 0;
        var bytes = new IdBytes(id);
        while (bytes.TryNext(out var value))
            buffer[length++] = value;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);   // it held somebody's id

        target[0] = '~';   // an escape goes on with a hexadecimal digit, so no id encodes to this
        target[1] = '~';
        for (var i = 0; i < hash.Length; i++)
        {
            target[2 + 2 * i] = Hex(hash[i] >> 4);
            target[3 + 2 * i] = Hex(hash[i] & 0xF);
        }
        return HashedLength;
    }

    private static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
