using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WinBack.Core.Events;

namespace WinBack.Functions.Events;

/// <summary>Finds the source of a request by the key it presents.</summary>
public sealed class SourceKeys(IOptions<EventOptions> options)
{
    /// <summary>Header that carries the key.</summary>
    public const string Header = "x-winback-key";

    private readonly (byte[] Hash, EventSource Source)[] _sources =
        [.. options.Value.Sources.SelectMany(source => source.Keys, (source, key) => (SHA256.HashData(Encoding.UTF8.GetBytes(key)), source))];

    /// <summary>The source, or null when the key is missing or unknown. Takes the same time whichever it is.</summary>
    public EventSource? Find(HttpRequest request) => Find(request.Headers[Header].ToString());

    /// <inheritdoc cref="Find(HttpRequest)"/>
    public EventSource? Find(string key)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        EventSource? found = null;
        foreach (var (hash, source) in _sources)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, given))
                found = source;
        }

        return found;
    }
}
