namespace WinBack.Storage.Users;

/// <summary>Makes one user of two.</summary>
public interface IUserMerge
{
    /// <summary>Merges a user into another; done when it returns. Repeating it changes nothing, and what a crash left is finished by the scan.</summary>
    /// <param name="from">The user that gives way; need not exist.</param>
    /// <param name="into">The user that survives; one that was merged itself stands for where it went.</param>
    /// <param name="at">When the source says they turned out to be one.</param>
    /// <param name="sequences">Where effects on sequences go.</param>
    /// <param name="cancel">Stops; what is left is finished by the scan.</param>
    Task MergeAsync(string from, string into, DateTimeOffset at, ISequences sequences, CancellationToken cancel);

    /// <summary>Copies what a merged user held. Idempotent.</summary>
    Task CopyAsync(string from, string into, ISequences sequences, CancellationToken cancel);
}
