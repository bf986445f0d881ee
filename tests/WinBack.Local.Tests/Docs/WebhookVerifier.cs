using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WinBack.Local.Tests.Docs;

/// <summary>Tells whether a request comes from WinBack, is recent, and arrived as it was sent.</summary>
/// <param name="keys">Keys by their ids; two while one is being changed.</param>
/// <param name="clock">By which a request is recent; <c>TimeProvider.System</c>.</param>
public sealed class WebhookVerifier(IReadOnlyDictionary<string, string> keys, TimeProvider clock)
{
    private const long MaxAgeInSeconds = 300;

    /// <param name="signature">The header X-WinBack-Signature.</param>
    /// <param name="body">The body byte for byte as it came: read it before anything parses it.</param>
    public bool IsGenuine(string? signature, ReadOnlySpan<byte> body)
    {
        var parts = (signature ?? "").Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        if (!keys.TryGetValue(parts["kid"].FirstOrDefault() ?? "", out var key))
            return false;
        if (!long.TryParse(parts["t"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var sentAt))
            return false;
        if (Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - sentAt) > MaxAgeInSeconds)
            return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{sentAt}."), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parts["v1"].FirstOrDefault() ?? ""));
    }
}
