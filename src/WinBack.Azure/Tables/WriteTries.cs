using Azure.Core;
using Azure.Core.Pipeline;

namespace WinBack.Azure.Tables;

/// <summary>Travels with one write through the SDK's pipeline and learns whether it was sent more than once.</summary>
internal sealed class WriteTries
{
    private const string Property = "WinBack.WriteTries";

    /// <summary>A refusal is then no proof that nothing was written: it may be the write itself that stands in the way of its repetition.</summary>
    public bool SentAgain { get; set; }

    /// <summary>Makes requests of the current flow carry this, until disposed.</summary>
    public IDisposable Attach() => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    /// <summary>Null for a request that only reads, or makes a table.</summary>
    public static WriteTries? Of(HttpMessage message) => message.TryGetProperty(Property, out var value) ? value as WriteTries : null;
}
