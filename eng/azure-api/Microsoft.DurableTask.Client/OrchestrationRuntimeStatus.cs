namespace Microsoft.DurableTask.Client;

public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,

    [Obsolete("Not reported by any backend.")]
    ContinuedAsNew = 2,
    Failed = 3,

    [Obsolete("Not reported by any backend.")]
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}
