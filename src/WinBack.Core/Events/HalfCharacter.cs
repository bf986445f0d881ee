using System.Globalization;

namespace WinBack.Core.Events;

/// <summary>
/// Finds escapes such as <c>\ud83d</c> that stand for half of a character. JSON allows them, but no text can hold them: they would throw wherever
/// the text is read or stored, however long after the request.
/// </summary>
internal static class HalfCharacter
{
    private const int EscapeLength = 6;   // \uXXXX

    /// <summary>Whether any name or text of well-formed JSON holds one.</summary>
    public static bool IsIn(ReadOnlySpan<byte> json)
    {
        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            if (json[1] != 'u')
                json = json[2..];
            else if (!char.IsSurrogate(CodeUnit(json)))
                json = json[EscapeLength..];
            else if (IsPair(json))
                json = json[(2 * EscapeLength)..];
            else
                return true;
        }

        return false;
    }

    private static bool IsPair(ReadOnlySpan<byte> json) =>
        json.Length > 2 * EscapeLength && json[EscapeLength..].StartsWith("\\u"u8) && char.IsSurrogatePair(CodeUnit(json), CodeUnit(json[EscapeLength..]));

    private static char CodeUnit(ReadOnlySpan<byte> escape) => (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
