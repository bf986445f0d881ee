using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

public class WorkerOptions
{
    public ObjectSerializer? Serializer { get; set; }
    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();
    public bool IncludeEmptyEntriesInMessagePayload { get; set; }
}
