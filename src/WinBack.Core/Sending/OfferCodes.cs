using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Makes codes that nobody can guess, without a random generator: the same enrolment and offer give the same, on every machine and at every retry.</summary>
public sealed class OfferCodes(UserOptions options)
{
    // No two of them are taken for each other by an eye or over a telephone.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.AddressHashKey);

    /// <summary>The place of an offer for one enrolment among all codes taken.</summary>
    /// <param name="instanceId">Of the enrolment's sequence.</param>
    /// <param name="offer">Id of the offer.</param>
    /// <returns>32 hexadecimal digits that tell nothing of either.</returns>
    public string KeyOf(string instanceId, string offer) => Convert.ToHexString(Hash($"offer place\0{instanceId}\0{offer}"))[..32];

    /// <summary>Fills in a pattern.</summary>
    /// <param name="pattern">Each <c>#</c> becomes one of 32 characters; at most 32 of them.</param>
    /// <param name="key">See <see cref="KeyOf"/>.</param>
    /// <param name="turn">Another turn gives another code, for one that is taken already.</param>
    public string Make(string pattern, string key, int turn)
    {
        var hash = Hash(string.Create(CultureInfo.InvariantCulture, $"offer code\0{pattern}\0{key}\0{turn}"));
        var code = new StringBuilder(pattern);
        for (int i = 0, used = 0; i < code.Length; i++)
        {
            if (code[i] == '#')
                code[i] = Alphabet[hash[used++] % Alphabet.Length];
        }

        return code.ToString();
    }

    // The words before the zero byte keep these apart from hashes of addresses, which hold none.
    private byte[] Hash(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
