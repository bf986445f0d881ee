using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Local.Hosting.Functions;

namespace WinBack.Local.Hosting.Http;

/// <summary>
/// Who may call a function. Anonymous: anybody. Every other level: with a key configured (<c>Local:FunctionKey</c>), who shows it in the
/// header <c>x-functions-key</c> or in <c>?code=</c>; without one, programs on this machine, but no web page of another site that a
/// browser on this machine happens to show.
/// </summary>
/// <param name="key">The one key of this host, for all levels; null or empty when none is configured.</param>
internal sealed class AccessRule(string? key)
{
    public const string KeySetting = "Local:FunctionKey";

    private readonly byte[]? _key = string.IsNullOrEmpty(key) ? null : Digest(key);

    /// <summary>Says why a call is refused; null when it is allowed.</summary>
    public string? Refusal(HttpContext http, FunctionTrigger.Http trigger)
    {
        if (trigger.Level == AuthorizationLevel.Anonymous)
            return null;
        if (_key is not null)
            return Shown(http.Request) is { } shown && CryptographicOperations.FixedTimeEquals(Digest(shown), _key)
                ? null
                : "This function needs the key of this host, in the header x-functions-key or as ?code=.";
        return IsLocal(http) ? null : $"Without {KeySetting} this host answers only programs on the same machine.";
    }

    private static bool IsLocal(HttpContext http)
    {
        var request = http.Request;
        // A page of another site cannot forge these: Host names the site it believes to talk to, Sec-Fetch-Site where the call came from.
        return (http.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(http.Connection.RemoteIpAddress))
            && request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
            && request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";
    }

    private static string? Shown(HttpRequest request) =>
        request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString()
        : request.Query.TryGetValue("code", out var code) ? code.ToString()
        : null;

    // Digests have one length, so comparing them tells nothing about the key's.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
