using System.Globalization;

namespace WinBack.Core.Campaigns;

/// <summary>One thing that is wrong in a campaign file, exact enough to be put right without asking.</summary>
/// <param name="File">Name of the file, as given.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Column">Counts from 1, in characters.</param>
/// <param name="Path">Which key, list items from 0: <c>touches[1].push.title</c>; empty for the file as a whole.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Allowed">What may stand there.</param>
public sealed record CampaignError(string File, int Line, int Column, string Path, string Found, string Allowed)
{
    /// <summary>One line that editors and terminals can jump from: <c>file:line:column: path: found …; allowed: …</c></summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}:{Line}:{Column}: {(Path.Length == 0 ? "" : Path + ": ")}found {Found}; allowed: {Allowed}");
}
