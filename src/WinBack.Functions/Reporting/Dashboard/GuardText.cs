using System.Text.RegularExpressions;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Guards in the words of pages; files, JSON and CSV keep the keys.</summary>
internal static partial class GuardText
{
    /// <summary><c>Sample ratio</c></summary>
    public static string Name(string guard) => guard switch
    {
        GuardNames.Harm => "Harm",
        GuardNames.Failures => "Failed deliveries",
        GuardNames.Budget => "Budget",
        GuardNames.SampleRatio => "Sample ratio",
        _ => guard,
    };

    /// <summary>What guards said, one or more behind each other, with their names for their keys.</summary>
    public static string Says(string says) => Key().Replace(says, key => Name(key.Value));

    /// <summary>How a guard stands in a word or two, and the class that colours it.</summary>
    public static (string Text, string Class) Standing(GuardState state) => state switch
    {
        { IsTripped: true } => ("✗ trips", "bad"),
        { Value: null } => ("not judged yet", "quiet"),
        { IsBlind: true } => ("trips no more", "quiet"),
        _ => ("✓ holds", "good"),
    };

    [GeneratedRegex(@"(?<=^|; )(?:harm|failures|budget|sampleRatio)(?=: )", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
