using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Removes what is stored about a person.</summary>
public interface IErasure
{
    /// <summary>
    /// Begins the erasure of one id, unless that was done, ends and deletes its sequences, and deletes every row about it, the user row last.
    /// Repeating it goes on where it stopped, and removes what a writer left that had not heard of the erasure.
    /// </summary>
    /// <param name="userId">The id; of which there need be no row any more.</param>
    /// <param name="sequences">Where the sequences are.</param>
    /// <param name="cancel">Stops; what is left is removed next time.</param>
    Task FinishAsync(string userId, ISequences sequences, CancellationToken cancel);

    /// <summary>Removes what a message left behind that was in the provider's hands when its receiver was erased.</summary>
    Task ForgetAsync(string userId, IReadOnlyList<LedgerEntry> late, CancellationToken cancel);
}
