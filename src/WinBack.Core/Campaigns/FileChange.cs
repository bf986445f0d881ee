namespace WinBack.Core.Campaigns;

/// <summary>One key whose value two campaign files have differently.</summary>
/// <param name="Path">Which key; items of a list by their id, or from 0: <c>touches[first].email.subject</c>.</param>
/// <param name="Old">What stood there, on one line; null for nothing.</param>
/// <param name="New">What stands there now; null for nothing.</param>
public sealed record FileChange(string Path, string? Old, string? New)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Path}: {Old ?? "(not there)"} → {New ?? "(not there)"}";
}
