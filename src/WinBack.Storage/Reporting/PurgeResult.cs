namespace WinBack.Storage.Reporting;

/// <summary>What a purge did.</summary>
/// <param name="Users">Looked at.</param>
/// <param name="Enrolments">Deleted, with their ledger, trails and messages.</param>
/// <param name="Events">Deleted.</param>
public readonly record struct PurgeResult(int Users, int Enrolments, int Events)
{
    /// <summary>Both together.</summary>
    public PurgeResult With(PurgeResult other) => new(Users + other.Users, Enrolments + other.Enrolments, Events + other.Events);
}
