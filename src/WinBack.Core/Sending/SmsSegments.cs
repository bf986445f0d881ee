using System.Buffers;

namespace WinBack.Core.Sending;

/// <summary>How a text travels by SMS, and so what it costs: providers bill by the segment.</summary>
/// <param name="Encoding">The shortest one that can carry it.</param>
/// <param name="Units">Septets in <see cref="SmsEncoding.Gsm7"/>, 16-bit units in <see cref="SmsEncoding.Ucs2"/>.</param>
/// <param name="Segments">One up to 160 septets or 70 units; beyond, each holds 153 or 67. 0 for an empty text.</param>
public sealed record SmsSegments(SmsEncoding Encoding, int Units, int Segments)
{
    // GSM 03.38: one septet each. Escape is not a character of its own.
    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    // Two septets each: escape, then a letter. A segment never ends between the two.
    private static readonly SearchValues<char> Extended = SearchValues.Create("\f^{}\\[~]|€");

    /// <summary>Counts a text.</summary>
    /// <param name="text">As it is handed over; nothing is transliterated.</param>
    public static SmsSegments Of(string text)
    {
        var isGsm7 = true;
        foreach (var c in text)
            isGsm7 &= Basic.Contains(c) || Extended.Contains(c);
        return isGsm7 ? Count(text, SmsEncoding.Gsm7, single: 160, joined: 153) : Count(text, SmsEncoding.Ucs2, single: 70, joined: 67);
    }

    private static SmsSegments Count(string text, SmsEncoding encoding, int single, int joined)
    {
        var (units, segments, inLast) = (0, 0, joined);
        for (var i = 0; i < text.Length; i++)
        {
            var width = Width(text, i, encoding);
            if (encoding == SmsEncoding.Ucs2 && width == 2)
                i++;
            if (inLast + width > joined)
                (segments, inLast) = (segments + 1, 0);
            inLast += width;
            units += width;
        }

        return new(encoding, units, units <= single ? Math.Min(segments, 1) : segments);
    }

    private static int Width(string text, int at, SmsEncoding encoding) => encoding == SmsEncoding.Gsm7
        ? Extended.Contains(text[at]) ? 2 : 1
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}

/// <summary>How a text message is encoded.</summary>
public enum SmsEncoding
{
    /// <summary>Seven bits a character: Latin letters, some Greek, common marks.</summary>
    Gsm7,

    /// <summary>Sixteen bits a unit: everything else. One such character makes the whole text so.</summary>
    Ucs2,
}
