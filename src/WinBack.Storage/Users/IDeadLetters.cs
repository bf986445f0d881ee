namespace WinBack.Storage.Users;

/// <summary>Messages that were set aside because they could not be applied.</summary>
public interface IDeadLetters
{
    /// <summary>
    /// Puts messages back into their queue, oldest first. Each is sent before it is taken away, so that one that is met twice is in the queue
    /// twice, and none is lost.
    /// </summary>
    /// <param name="queue">Name of the queue.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">What was put back stays.</param>
    /// <returns>How many were put back; fewer than <paramref name="most"/> when none was found any more.</returns>
    /// <exception cref="QueueUnavailableException">
    /// The queue could not be reached, or a lock was lost; what was put back before stays, and <see cref="QueueUnavailableException.Done"/> counts it.
    /// </exception>
    Task<int> ReplayAsync(string queue, int most, CancellationToken cancel);

    /// <summary>Counts what is set aside, and leaves it there.</summary>
    /// <param name="queue">Name of the queue.</param>
    /// <param name="most">Counts up to so many.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="QueueUnavailableException">The queue could not be reached.</exception>
    Task<int> CountAsync(string queue, int most, CancellationToken cancel);
}
