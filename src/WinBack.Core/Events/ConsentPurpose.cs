using System.Text.RegularExpressions;

namespace WinBack.Core.Events;

/// <summary>What a person agrees to be written to for, such as <c>marketing</c> or <c>price-alerts</c>: a word of the project's own.</summary>
public static partial class ConsentPurpose
{
    /// <summary>The purpose of a consent that names none, and of a campaign that names none.</summary>
    public const string Default = "marketing";

    /// <summary>The form of a purpose, for refusals.</summary>
    public const string Allowed = "1 to 30 characters a-z, 0-9 and -";

    /// <summary>Whether a text can be a purpose.</summary>
    public static bool IsOne(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9-]{1,30}\z")]
    private static partial Regex Form();
}
