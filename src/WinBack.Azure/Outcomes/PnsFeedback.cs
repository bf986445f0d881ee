using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using WinBack.Azure.Sending;
using WinBack.Core.Outcomes;
using WinBack.Storage.Outcomes;

namespace WinBack.Azure.Outcomes;

/// <summary>
/// Reads the blobs of a hub's feedback container: documents <c>PnsFeedback</c> one after the other, each with a declaration that calls it UTF-16.
/// Whether it is so is seen from the bytes.
/// </summary>
internal static class PnsFeedback
{
    /// <summary>Bytes that are read at once; an entry has about a thousand.</summary>
    public const int SliceBytes = 256 * 1024;

    private const int LongestHandle = 4096;
    private const int LongestId = 200;

    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Reads the complete entries of a slice.</summary>
    /// <param name="slice">At most <see cref="SliceBytes"/>; fewer at the end of the blob.</param>
    /// <param name="from">Where in the blob it begins.</param>
    public static FeedbackSlice Read(ReadOnlySpan<byte> slice, long from)
    {
        var end = 0;
        List<DeadHandle> dead = [];
        var malformed = 0;
        while (Next(slice, end) is { } entry)
        {
            if (Entry(slice[entry.Start..entry.End], entry.Encoding) is not { } read)
                malformed++;
            else if (read.Dead is { } handle)
                dead.Add(handle);
            end = entry.End;
        }

        // No entry is as long as that: it would be read for ever.
        return end == 0 && slice.Length >= SliceBytes ? new([], 1, from + slice.Length) : new(dead, malformed, from + end);
    }

    /// <summary>Settings for XML of which nothing is known: no document types, nothing fetched, bounded.</summary>
    public static XmlReaderSettings Untrusted(long most) =>
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = most };

    private static (int Start, int End, Encoding Encoding)? Next(ReadOnlySpan<byte> slice, int from)
    {
        foreach (var encoding in Encodings)
        {
            var (opens, closes) = (encoding.GetBytes("<PnsFeedback"), encoding.GetBytes("</PnsFeedback>"));
            if (slice[from..].IndexOf(closes) is >= 0 and var close)
            {
                var start = slice[from..(from + close)].IndexOf(opens);
                return (from + Math.Max(start, 0), from + close + closes.Length, encoding);
            }
        }

        return null;
    }

    private static (DeadHandle? Dead, bool IsRead)? Entry(ReadOnlySpan<byte> entry, Encoding encoding)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(encoding.GetString(entry)), Untrusted(SliceBytes));
            var fields = XElement.Load(reader).Elements().GroupBy(field => field.Name.LocalName, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.First().Value.Trim(), StringComparer.Ordinal);
            if (fields.GetValueOrDefault("PnsHandle") is not { Length: > 0 and <= LongestHandle } handle
                || fields.GetValueOrDefault("NotificationSystemError") is not { Length: > 0 } error
                || !DateTimeOffset.TryParse(fields.GetValueOrDefault("FeedbackTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
                return null;
            var id = fields.GetValueOrDefault("NotificationId") is { Length: > 0 and <= LongestId } given ? given : null;
            return (PushOutcome.IsDead(error) ? new DeadHandle(handle, id, at) : null, true);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
