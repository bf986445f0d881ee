namespace WinBack.Local.Import;

/// <summary>One line of a file of columns.</summary>
/// <param name="Number">Of its first line, from 1; a quoted cell may go over several.</param>
/// <param name="Cells">Its cells; none when it could not be split.</param>
/// <param name="Broken">Why it could not be split; else null.</param>
/// <param name="BytesBefore">How far into the file it lies, for showing progress only.</param>
internal readonly record struct ColumnLine(long Number, string[] Cells, string? Broken, long BytesBefore)
{
    /// <summary>Whether it was UTF-8. Where it was not, U+FFFD stands for each wrong byte, so that different texts may look the same; UTF-16 without a mark shows by its zeros.</summary>
    public bool IsUtf8 => !Array.Exists(Cells, cell => cell.AsSpan().ContainsAny('\uFFFD', '\0'));

    /// <summary>Says of a line that it is not.</summary>
    public LineFault NotUtf8() => new(Number, null, "The line is not UTF-8.", "Save the file as UTF-8.");
}
