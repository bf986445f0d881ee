using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>A store beside People that holds something about persons, such as the messages they were sent on this machine.</summary>
public interface IPersonTraces
{
    /// <summary>Deletes what is held about a person. Repeating it changes nothing.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="ledger">Every attempt that was made to contact them.</param>
    /// <param name="cancel">Stops; what is left is deleted next time.</param>
    Task RemoveAsync(string userId, IReadOnlyList<LedgerEntry> ledger, CancellationToken cancel);
}
