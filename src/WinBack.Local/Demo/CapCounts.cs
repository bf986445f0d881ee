using System.Globalization;
using System.Text.RegularExpressions;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>Counts the decisions in which a cap kept a message back.</summary>
internal sealed partial class CapCounts
{
    private const string Cap = "cap";

    /// <summary>By contacts that were made, of whatever campaign, or by slots kept free.</summary>
    public int Refusals { get; private set; }

    /// <summary>Those in which there was a slot, and it was left to a touch of a campaign of higher priority.</summary>
    public int KeptFree { get; private set; }

    /// <summary>Takes in what a change decided; null where nothing was.</summary>
    public void Take(PersonChange? change)
    {
        foreach (var entry in change?.Ledger ?? [])
        {
            if (entry.State is not (AttemptState.Held or AttemptState.Skipped) || entry.Findings is not [.., { Rule: Cap, Passed: false }])
                continue;
            Refusals++;
            KeptFree += entry.Findings.Any(finding => finding is { Rule: Cap, Passed: false } && IsKeptFree(finding.Detail)) ? 1 : 0;
        }
    }

    // "email: 1 of 2 per 168 h in all, 1 kept free": used up it would be without the other campaign, too.
    private static bool IsKeptFree(string detail) =>
        Kept().Match(detail) is { Success: true } found && int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) < int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(": ([0-9]+) of ([0-9]+) .* kept free$")]
    private static partial Regex Kept();
}
