namespace WinBack.Storage.Reporting.Guards;

/// <summary>Tells another system that a campaign paused itself.</summary>
public interface IGuardHook
{
    /// <summary>Hands one word on, in one request.</summary>
    /// <param name="key">The same for the same pause: who has seen it has the word already.</param>
    /// <param name="body">JSON, UTF-8.</param>
    /// <param name="cancel">Stops waiting; it may still have been taken.</param>
    /// <returns>Whether the receiver says that it has it. Else it is handed on again, though it may have been taken.</returns>
    Task<bool> PostAsync(string key, byte[] body, CancellationToken cancel);
}
