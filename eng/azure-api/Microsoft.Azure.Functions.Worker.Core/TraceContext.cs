using System.Collections.ObjectModel;

namespace Microsoft.Azure.Functions.Worker;

public abstract class TraceContext
{
    protected TraceContext()
    {
    }

    public abstract string TraceParent { get; }
    public abstract string TraceState { get; }
    public virtual IReadOnlyDictionary<string, string> Attributes => ReadOnlyDictionary<string, string>.Empty;
    public virtual IReadOnlyDictionary<string, string> Baggage => ReadOnlyDictionary<string, string>.Empty;
}
