namespace WinBack.Local.Import;

/// <summary>What stands between two columns.</summary>
internal abstract record Delimiter
{
    private Delimiter() { }

    /// <summary>The one of comma, semicolon, tab and bar that the first lines show.</summary>
    public static Delimiter Detected { get; } = new Character(null);

    /// <summary>CSV by RFC 4180 with one character between; null finds it out.</summary>
    public sealed record Character(char? Between) : Delimiter;

    /// <summary>Any run of blanks and tabs; blanks before the first column do not count. Nothing is quoted.</summary>
    public sealed record Blanks : Delimiter;

    /// <exception cref="InvalidDataException">The text is no delimiter.</exception>
    public static Delimiter Parse(string? text) => text switch
    {
        null => Detected,
        "space" or " " => new Blanks(),
        "tab" or "\\t" => new Character('\t'),
        "comma" => new Character(','),
        "semicolon" => new Character(';'),
        [var one] when char.IsAscii(one) && !char.IsLetterOrDigit(one) && one is not ('"' or '\r' or '\n') => new Character(one),
        _ => throw new InvalidDataException($"'{text}' is no delimiter: one character such as ; or |, or tab, comma, semicolon, space (any run of blanks)."),
    };
}
