using Azure;
using Azure.Identity;
using Azure.Messaging.ServiceBus;

namespace WinBack.Azure.Events;

/// <summary>Tells a queue that cannot be used now from a mistake of ours and from a caller who left.</summary>
internal static class QueueFault
{
    /// <summary>True for what the client throws when the broker is away, slow or full, a lock was lost, or the identity has no token or no right.</summary>
    /// <param name="failure">From a call of the client.</param>
    /// <param name="cancel">The caller's: when it was cancelled, that is no fault of the queue.</param>
    public static bool Is(Exception failure, CancellationToken cancel) =>
        failure is ServiceBusException or TimeoutException or UnauthorizedAccessException or RequestFailedException or AuthenticationFailedException
        || (failure is OperationCanceledException && !cancel.IsCancellationRequested);
}
