using System.Globalization;
using System.Text;

namespace WinBack.Core.Campaigns;

/// <summary>Which status may follow which: the one place that says so, for files, the command line and HTTP alike.</summary>
public static class CampaignLife
{
    /// <summary>What may follow a status, besides itself.</summary>
    /// <param name="status">The status of now.</param>
    /// <param name="requireApproval">Whether a draft needs approval before it is active.</param>
    public static IReadOnlyList<CampaignStatus> After(CampaignStatus status, bool requireApproval) => status switch
    {
        CampaignStatus.Draft when requireApproval => [CampaignStatus.Approved, CampaignStatus.Archived],
        CampaignStatus.Draft => [CampaignStatus.Approved, CampaignStatus.Active, CampaignStatus.Paused, CampaignStatus.Archived],
        CampaignStatus.Approved => [CampaignStatus.Active, CampaignStatus.Draft, CampaignStatus.Archived],
        CampaignStatus.Active => [CampaignStatus.Paused, CampaignStatus.Archived],
        CampaignStatus.Paused => [CampaignStatus.Active, CampaignStatus.Archived],
        CampaignStatus.Archived => [],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    /// <summary>Why a status may not follow another, naming what may; null when it may, or is the status of now.</summary>
    /// <param name="from">The status of now.</param>
    /// <param name="to">The one wished for.</param>
    /// <param name="requireApproval">Whether a draft needs approval before it is active.</param>
    public static string? Objection(CampaignStatus from, CampaignStatus to, bool requireApproval)
    {
        var allowed = After(from, requireApproval);
        if (from == to || allowed.Contains(to))
            return null;
        return allowed.Count == 0
            ? $"it is {Name(from)}, which is the end; publish the file under another id"
            : $"it is {Name(from)}, and what may follow is {string.Join(", ", allowed.Select(Name))}";
    }

    /// <summary>Whether two names mean the same person: case, blanks around them and characters that nobody sees do not matter.</summary>
    public static bool IsSamePerson(string one, string other) => string.Equals(Seen(one), Seen(other), StringComparison.OrdinalIgnoreCase);

    // Without zero-width spaces, joiners, marks of direction and controls.
    private static string Seen(string name) =>
        string.Concat(name.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))).Trim();

    /// <summary>The status as files and commands write it.</summary>
    public static string Name(CampaignStatus status) => status.ToString().ToLowerInvariant();
}
