using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace WinBack.Local.Queues;

/// <summary>Settles messages of the local queues. A lock that was lost is a <see cref="ServiceBusException"/>, as it is on Azure.</summary>
internal sealed class LocalMessageActions(LocalQueues queues) : ServiceBusMessageActions
{
    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Do(() => queues.Complete(message));

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Do(() => queues.Abandon(message));

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) => Do(() => queues.SetAside(message, deadLetterReason, deadLetterErrorDescription));

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The local queues do not defer messages.");

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Do(() => queues.Renew(message));

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
