namespace WinBack.Core.Sending;

/// <summary>Codes to import: a text with one on each line. Empty lines and blanks around a code do not count.</summary>
public sealed record OfferCodeFile
{
    /// <summary>Most characters of a code: letters, digits and <c>. _ -</c>.</summary>
    public const int LongestCode = 64;

    /// <summary>Most bytes that are read at once: about a hundred thousand codes. More come in several files.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int MostWrong = 20;

    /// <summary>The codes, in their order.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>Lines, from 1, that hold something else; the first 20.</summary>
    public required IReadOnlyList<int> WrongLines { get; init; }

    /// <summary>Reads a text; any text is answered.</summary>
    public static OfferCodeFile Read(string text)
    {
        List<string> codes = [];
        List<int> wrong = [];
        var line = 0;
        foreach (var given in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            line++;
            var code = given.Trim();
            if (code.Length == 0)
                continue;
            if (IsCode(code))
                codes.Add(code.ToString());
            else if (wrong.Count < MostWrong)
                wrong.Add(line);
        }

        return new() { Codes = codes, WrongLines = wrong };
    }

    /// <summary>Whether a text can be a code.</summary>
    public static bool IsCode(ReadOnlySpan<char> text)
    {
        if (text.Length is < 1 or > LongestCode)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        }

        return true;
    }
}
