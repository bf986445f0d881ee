using System.Globalization;
using System.Text.Unicode;

namespace WinBack.Core.Campaigns;

/// <summary>
/// The text of a file that people write. Bytes that are no UTF-8 are refused with their place: a decoder would put U+FFFD there, which readers
/// of the messages would see. A U+FFFD that was written is text like any other.
/// </summary>
public static class FileText
{
    /// <summary>Decodes a file; a byte-order mark stays in the text.</summary>
    /// <param name="fileName">Name used in the error.</param>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The text, or where the first byte stands that is no UTF-8: one of the two is null.</returns>
    public static (string? Text, CampaignError? Error) Decode(string fileName, ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length];
        Utf8.ToUtf16(bytes, chars, out var read, out var written, replaceInvalidSequences: false);
        var text = chars.AsSpan(0, written);
        if (read == bytes.Length)
            return (text.ToString(), null);
        var (line, column) = (text.Count('\n') + 1, written - text.LastIndexOf('\n'));
        var found = string.Create(CultureInfo.InvariantCulture, $"byte 0x{bytes[read]:X2}, which is not UTF-8 at line {line}, column {column}");
        return (null, new(fileName, line, column, "", found, "UTF-8; save the file as UTF-8"));
    }
}
