using System.Security.Cryptography;
using System.Text;

namespace WinBack.Storage.Users;

/// <summary>Makes the random key that stands for a new person in facts and instance ids.</summary>
public interface IPersonKeys
{
    /// <summary>16 characters <c>[a-z2-7]</c>: 80 bits.</summary>
    string New(string userId);
}

/// <summary>Keys that say nothing about the user.</summary>
public sealed class RandomPersonKeys : IPersonKeys
{
    /// <inheritdoc/>
    public string New(string userId) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", 16);
}

/// <summary>Keys derived from a seed, so that a run on the virtual clock can be repeated byte for byte. Never for real persons.</summary>
public sealed class SeededPersonKeys(long seed) : IPersonKeys
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes($"person key {seed}");

    /// <inheritdoc/>
    public string New(string userId)
    {
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(userId));
        return string.Create(16, hash, static (chars, hash) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = "abcdefghijklmnopqrstuvwxyz234567"[hash[i] & 31];
        });
    }
}
