using WinBack.Core.Sending;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class SmsSegmentsTests
{
    private const string Pair = "\U0001F600";     // two units of UTF-16

    public static TheoryData<string, SmsEncoding, int, int> Texts => new()
    {
        { "", SmsEncoding.Gsm7, 0, 0 },
        { "a", SmsEncoding.Gsm7, 1, 1 },
        { Of('a', 160), SmsEncoding.Gsm7, 160, 1 },
        { Of('a', 161), SmsEncoding.Gsm7, 161, 2 },
        { Of('a', 306), SmsEncoding.Gsm7, 306, 2 },
        { Of('a', 307), SmsEncoding.Gsm7, 307, 3 },
        { "10 €", SmsEncoding.Gsm7, 5, 1 },                                     // the euro sign counts two
        { "^{}\\[~]|€\f", SmsEncoding.Gsm7, 20, 1 },
        { Of('a', 159) + "€", SmsEncoding.Gsm7, 161, 2 },
        { Of('a', 152) + "€" + Of('a', 152), SmsEncoding.Gsm7, 306, 3 },        // escape and letter would be parted, so the last septet stays empty
        { Of('a', 151) + "€" + Of('a', 153), SmsEncoding.Gsm7, 306, 2 },
        { "äöñüàÄÖÑÜ§¿ΔΦΓΛΩΠΨΣΘΞ\n\r", SmsEncoding.Gsm7, 23, 1 },
        { "ç", SmsEncoding.Ucs2, 1, 1 },                                        // only the capital is in the alphabet
        { "Ç", SmsEncoding.Gsm7, 1, 1 },
        { "it’s", SmsEncoding.Ucs2, 4, 1 },                                     // one typographic quote costs the whole text
        { "\t", SmsEncoding.Ucs2, 1, 1 },
        { "\u001b", SmsEncoding.Ucs2, 1, 1 },
        { Of('ж', 70), SmsEncoding.Ucs2, 70, 1 },
        { Of('ж', 71), SmsEncoding.Ucs2, 71, 2 },
        { Of('ж', 134), SmsEncoding.Ucs2, 134, 2 },
        { Of('ж', 135), SmsEncoding.Ucs2, 135, 3 },
        { Pair, SmsEncoding.Ucs2, 2, 1 },
        { Of('ж', 68) + Pair, SmsEncoding.Ucs2, 70, 1 },
        { Of('ж', 66) + Pair + Of('ж', 66), SmsEncoding.Ucs2, 134, 3 },         // the pair would be parted
        { Of('ж', 65) + Pair + Of('ж', 67), SmsEncoding.Ucs2, 134, 2 },
        { "€ж", SmsEncoding.Ucs2, 2, 1 },                                       // nothing counts two but a pair
        { "ж\uD83D", SmsEncoding.Ucs2, 2, 1 },                                  // half a pair, last
        { "\uDE00\uD83D", SmsEncoding.Ucs2, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Of_Text_CountsAsTheNetworkDoes(string text, SmsEncoding encoding, int units, int segments) =>
        Assert.Equal(new SmsSegments(encoding, units, segments), SmsSegments.Of(text));

    [Fact]
    public void Of_TheWholeAlphabet_HasAsManyCharactersAsTheStandard()
    {
        var counted = Enumerable.Range(0, 0x10000).Select(c => SmsSegments.Of(((char)c).ToString())).Where(of => of.Encoding == SmsEncoding.Gsm7).ToList();

        Assert.Equal(127, counted.Count(of => of.Units == 1));      // 128 places, of which one is the escape
        Assert.Equal(10, counted.Count(of => of.Units == 2));
    }

    private static string Of(char c, int times) => new(c, times);
}
