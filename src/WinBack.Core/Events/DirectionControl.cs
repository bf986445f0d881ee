using System.Globalization;

namespace WinBack.Core.Events;

/// <summary>
/// The characters that turn the direction of the text around them (embeddings, overrides and isolates: U+202A to U+202E, U+2066 to U+2069). One
/// in a name makes what stands beside it read backwards. The marks U+200E and U+200F, which turn nothing but themselves, are none of them: texts in
/// Arabic and Hebrew need those, as emoji need U+200D.
/// </summary>
internal static class DirectionControl
{
    public static bool Is(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    /// <summary>The first of them in a text, as <c>U+202E</c>; null when there is none.</summary>
    public static string? In(string text) =>
        text.FirstOrDefault(Is) is var found and not '\0' ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)found:X4}") : null;
}
