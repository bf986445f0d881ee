using System.Security.Cryptography;
using System.Text;

namespace WinBack.Core.Users;

/// <summary>
/// An address as it stands in tables and links: the HMAC-SHA-256 of its normal form under the deployment's key. Who does not have the key can
/// neither read the address nor look for one they know.
/// </summary>
public readonly record struct AddressHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private AddressHash(string hex) => Hex = hex;

    /// <summary>64 upper-case hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>The hash of nobody's address: a look at whether opt-outs work can suppress it without harm.</summary>
    public static AddressHash Nobody { get; } = new(new string('0', 2 * Length));

    /// <summary>Hashes an address. Blanks around it and the case of its letters do not count.</summary>
    /// <param name="key">The deployment's secret; another key forgets every suppression.</param>
    /// <param name="address">E-mail address, phone number in E.164 or push handle.</param>
    public static AddressHash Of(ReadOnlySpan<byte> key, string address) =>
        new(Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()))));

    /// <summary>Takes bytes that a link carried.</summary>
    /// <param name="bytes">Exactly <see cref="Length"/> of them.</param>
    public static AddressHash FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length, nameof(bytes));
        return new(Convert.ToHexString(bytes));
    }

    /// <summary>Takes back what <see cref="Hex"/> gave.</summary>
    /// <exception cref="FormatException">It is not hexadecimal.</exception>
    public static AddressHash FromHex(string hex) => FromBytes(Convert.FromHexString(hex));

    /// <summary>The hash as bytes.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);
}

/// <summary>Hashes addresses under the deployment's key, see <see cref="UserOptions.AddressHashKey"/>.</summary>
public sealed class AddressHasher(UserOptions options)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.AddressHashKey);

    /// <inheritdoc cref="AddressHash.Of"/>
    public AddressHash Of(string address) => AddressHash.Of(_key, address);

    /// <summary>Hashes a user id for the tombstone of an erased person; the hash of no address. Case and blanks count, as they do in ids.</summary>
    /// <returns>64 upper-case hexadecimal digits.</returns>
    public string OfUser(string userId) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("user\n" + userId)));
}
