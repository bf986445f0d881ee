using System.Text;
using System.Text.RegularExpressions;
using WinBack.Core.Events;

namespace WinBack.Core.Sending;

/// <summary>Text from outside, made safe to stand within a line of a message.</summary>
internal static partial class PlainText
{
    /// <summary>
    /// One line of printable text, or null when nothing is left. Control characters and line breaks become a blank, marks that turn the
    /// direction of the text around it go, half a character becomes U+FFFD. Nothing is escaped.
    /// </summary>
    public static string? Line(string? text)
    {
        if (text is null)
            return null;
        var line = IsClean(text) ? text.Trim() : Cleaned(text).Trim();
        return line.Length > 0 ? line : null;
    }

    /// <summary>Whether a mail program or phone would make a link of a part of the text.</summary>
    public static bool HoldsAddress(string text) => Address().IsMatch(text);

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (IsBreak(c) || DirectionControl.Is(c) || char.IsSurrogate(c))
                return false;
        }

        return true;
    }

    private static string Cleaned(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())     // half a character comes as U+FFFD
        {
            var c = rune.IsBmp ? (char)rune.Value : '\0';
            if (!rune.IsBmp)
                line.Append(rune.ToString());
            else if (!IsBreak(c) && !DirectionControl.Is(c))
                line.Append(c);
            else if (IsBreak(c) && (line.Length == 0 || line[^1] != ' '))
                line.Append(' ');
        }

        return line.ToString();
    }

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    // A dot between two letters each side (shop.example), a scheme, www. or an @; "J.R. Smith" and "St. John" are names.
    [GeneratedRegex(@"://|\bwww\.|@|[\p{L}\p{N}]{2}\.\p{L}{2}", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
