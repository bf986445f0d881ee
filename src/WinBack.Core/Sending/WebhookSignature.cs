using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WinBack.Core.Sending;

/// <summary>The signature of a webhook: HMAC-SHA-256 over <c>timestamp.body</c>. The timestamp is signed with the body, so that a request that was listened to cannot be sent again later.</summary>
public static class WebhookSignature
{
    /// <summary>The header it stands in.</summary>
    public const string Header = "X-WinBack-Signature";

    /// <summary><c>t=1795765800,kid=1,v1=5f0c…</c></summary>
    /// <param name="key">The secret, as UTF-8.</param>
    /// <param name="keyId">Its name.</param>
    /// <param name="at">When the request is made; whole seconds count.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(string key, string keyId, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        return $"t={timestamp},kid={keyId},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed))}";
    }
}
