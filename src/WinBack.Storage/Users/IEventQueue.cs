using WinBack.Core.Events;

namespace WinBack.Storage.Users;

/// <summary>Keeps events until they are applied.</summary>
public interface IEventQueue
{
    /// <summary>
    /// Enqueues messages; when it returns, all of them are safe. A message whose id was enqueued a short while before (ten minutes or so) may be
    /// dropped: it is there already.
    /// </summary>
    /// <param name="messages">In any number. They may be delivered in any order, more than once, and beside each other.</param>
    /// <param name="cancel">Some may be enqueued; all of them may be sent again.</param>
    /// <exception cref="QueueUnavailableException">Not all could be enqueued; all of them may be sent again.</exception>
    Task EnqueueAsync(IReadOnlyList<EventMessage> messages, CancellationToken cancel);
}

/// <summary>A queue could not be reached, or did not take what it was given.</summary>
/// <param name="message">For operators; no personal data.</param>
/// <param name="cause">The client's own exception.</param>
public sealed class QueueUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>How many messages were dealt with before, where the caller is told; 0 elsewhere.</summary>
    public int Done { get; init; }
}
