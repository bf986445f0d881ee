using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns;

/// <summary>What stands between the braces of a tag, word by word: names, texts in quotes, <c>key="text"</c> and parentheses.</summary>
internal static partial class TemplateWords
{
    /// <summary>The words; null when they touch each other where Handlebars wants a blank, or hold what is no word.</summary>
    public static string[]? Of(string inside)
    {
        var words = new List<string>();
        var end = 0;
        foreach (Match word in Word().Matches(inside))
        {
            var between = inside.AsSpan(end, word.Index - end);
            if (!between.IsWhiteSpace() || (between.IsEmpty && words is [.., not "("] && word.Value != ")"))
                return null;
            words.Add(word.Value);
            end = word.Index + word.Length;
        }

        return inside.AsSpan(end).IsWhiteSpace() ? [.. words] : null;
    }

    /// <summary>Whether a word is a text in quotes.</summary>
    public static bool IsText(string word) => word.Length >= 2 && word[0] is '"' or '\'';

    /// <summary>The text of a word in quotes.</summary>
    public static string Text(string word) => word[1..^1];

    /// <summary>A word such as <c>one="item"</c>, taken apart; false for another.</summary>
    public static bool TryOption(string word, out string key, out string text)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        (key, text) = ("", "");
        if (at <= 0 || IsText(word) || !IsText(word[(at + 1)..]))
            return false;
        (key, text) = (word[..at], Text(word[(at + 1)..]));
        return true;
    }

    [GeneratedRegex("""[A-Za-z]+=(?:"[^"]*"|'[^']*')|"[^"]*"|'[^']*'|[()]|[^\s"'()=]+""")]
    private static partial Regex Word();
}
