namespace WinBack.Local.Import;

/// <summary>One line of a file of columns.</summary>
/// <param name="Number">Of its first line, from 1; a quoted cell may go over several.</param>
/// <param name="Cells">Its cells; none when it could not be split.</param>
/// <param name="Broken">Why it could not be split; else null.</param>
/// <param name="BytesBefore">How far into the file it lies, for showing progress only.</param>
internal readonly record struct ColumnLine(long Number, string[] Cells, string? Broken, long BytesBefore);
