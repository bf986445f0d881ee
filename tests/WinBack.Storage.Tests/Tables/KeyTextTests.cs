using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.Storage.Tests.Tables;

public sealed partial class KeyTextTests
{
    /// <summary>Ids as attackers and exports make them: separators, escapes, look-alikes, lone surrogates, any length.</summary>
    private static readonly Gen<string> AnyId = Gen.OneOf(
        Gen.Char["ab|~}7E.-_ %/\\#?'\0é\u0301"].Array[1, 8].Select(chars => new string(chars)),
        Gen.Char['\ud7fe', '\ue002'].Array[1, 6].Select(chars => new string(chars)),
        Gen.Char.Array[1, 250].Select(chars => new string(chars)),
        Gen.Char["aé😀~"].Array[60, 210].Select(chars => new string(chars)),
        Gen.Const("~~" + new string('A', 64)));

    [GeneratedRegex("^[A-Za-z0-9._~-]{1,200}$")]
    private static partial Regex Encoded();

    [Theory]
    [InlineData("anna", "anna")]
    [InlineData("A.b_c-9", "A.b_c-9")]
    [InlineData("anna@example.com", "anna~40example.com")]
    [InlineData("~", "~7E")]
    [InlineData("a|b", "a~7Cb")]
    [InlineData("é", "~C3~A9")]
    [InlineData("😀", "~F0~9F~98~80")]
    [InlineData("\0", "~00")]
    public void Encode_Id_EscapesWhatIsNotClean(string id, string expected) => Assert.Equal(expected, KeyText.Encode(id));

    [Fact]   // not a row above: attributes cannot hold a lone surrogate
    public void Encode_LoneSurrogates_AreToldApart()
    {
        Assert.Equal("~ED~A0~BD", KeyText.Encode("\ud83d"));
        Assert.Equal("~ED~B8~80", KeyText.Encode("\ude00"));
    }

    [Fact]
    public void Encode_CleanId_IsNotCopied()
    {
        var id = new string('a', KeyText.MaxEncodedLength);
        Assert.Same(id, KeyText.Encode(id));
    }

    [Theory]
    [InlineData(200, 0, false)]
    [InlineData(201, 0, true)]
    [InlineData(197, 1, false)]   // 197 + 3 = 200
    [InlineData(198, 1, true)]
    [InlineData(0, 66, false)]
    [InlineData(0, 67, true)]
    public void Encode_AtTheLengthLimit_HashesOnlyWhatIsLonger(int clean, int escaped, bool hashed)
    {
        var key = KeyText.Encode(new string('a', clean) + new string('@', escaped));
        Assert.Equal(hashed, key.StartsWith("~~", StringComparison.Ordinal));
        Assert.Equal(hashed ? 66 : clean + 3 * escaped, key.Length);
    }

    [Fact]
    public void Encode_HashedId_StaysTheSameForEver() => Assert.Equal(
        "~~A92EFD82109373E58F9A2056DEE01E807E216CE6075F7051207C0A9F7D666E50", KeyText.Encode(new string('a', 201)));

    [Fact]
    public void Encode_AnyId_IsAShortKeyThatEngineTakes() => AnyId.Sample(id =>
    {
        var key = KeyText.Encode(id);
        TableArguments.CheckGet(key, key);
        return Encoded().IsMatch(key);
    });

    [Fact]
    public void Encode_TwoIds_MeetOnlyWhenEqual() => Gen.Select(AnyId, AnyId).Sample(
        (one, other) => string.Equals(one, other, StringComparison.Ordinal) == (KeyText.Encode(one) == KeyText.Encode(other)));

    [Fact]
    public void Join_TwoLists_MeetOnlyWhenEqual() => Gen.Select(AnyId.Array[1, 4], AnyId.Array[1, 4]).Sample(
        (one, other) => one.SequenceEqual(other, StringComparer.Ordinal) == (KeyText.Join(one) == KeyText.Join(other)));

    [Fact]
    public void Join_Fields_EncodesEach()
    {
        Assert.Equal("v|anna~40example.com|e-1", KeyText.Join("v", "anna@example.com", "e-1"));
        Assert.Equal(string.Join('|', Enumerable.Repeat(new string('b', 200), 9)), KeyText.Join([.. Enumerable.Repeat(new string('b', 200), 9)]));
    }

    [Fact]
    public void Encode_EmptyId_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => KeyText.Encode(""));
        Assert.ThrowsAny<ArgumentException>(() => KeyText.Join("a", ""));
        Assert.ThrowsAny<ArgumentException>(() => KeyText.Shard("", 4));
    }

    [Fact]
    public void Prefix_AnyFields_HoldsExactlyTheKeysThatGoOn() => Gen.Select(AnyId, AnyId, AnyId).Sample((head, other, tail) =>
    {
        var (from, to) = KeyText.Prefix(head);
        bool Holds(string key) => string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, to) < 0;
        return Holds(KeyText.Join(head, tail))
            && !Holds(KeyText.Join(head))
            && Holds(KeyText.Join(other, tail)) == string.Equals(head, other, StringComparison.Ordinal);
    });

    [Fact]
    public void Everything_AnyKey_IsWithin() => AnyId.Sample(id =>
        string.CompareOrdinal(KeyText.Join(id, id), KeyText.Everything.From) >= 0 && string.CompareOrdinal(KeyText.Join(id, id), KeyText.Everything.To) < 0);

    [Fact]
    public void Instant_AnyTwo_SortAsTimeDoes() => Gen.Select(Gen.DateTimeOffset, Gen.DateTimeOffset).Sample((one, other) =>
        Math.Sign(string.CompareOrdinal(KeyText.Instant(one), KeyText.Instant(other))) == Math.Sign(one.UtcTicks.CompareTo(other.UtcTicks)));

    [Fact]
    public void Instant_WithOffset_IsWrittenInUtcAndClean()
    {
        var text = KeyText.Instant(new DateTimeOffset(2026, 11, 24, 1, 15, 0, TimeSpan.FromHours(2)).AddTicks(7));
        Assert.Equal("20261123T2315000000007Z", text);
        Assert.Same(text, KeyText.Encode(text));
    }

    [Theory]   // fixed for ever: rows are found by these numbers
    [InlineData("anna", 256, 204)]
    [InlineData("user-1", 256, 65)]
    [InlineData("é", 256, 157)]
    [InlineData("anna", 1, 0)]
    public void Shard_KnownId_StaysTheSameForEver(string id, int shards, int expected) => Assert.Equal(expected, KeyText.Shard(id, shards));

    [Theory]
    [InlineData(4)]
    [InlineData(256)]
    [InlineData(7)]
    public void Shard_NumberedUsers_SpreadsEvenly(int shards)
    {
        const int Users = 100_000;
        var counts = new int[shards];
        for (var i = 0; i < Users; i++)
            counts[KeyText.Shard($"user-{i}", shards)]++;
        var expected = (double)Users / shards;
        Assert.All(counts, count => Assert.InRange(count, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
    }

    [Fact]
    public void IdBytes_ValidText_GivesItsUtf8() => Gen.Char.Array[0, 40].Select(chars => new string(chars)).Sample(id =>
    {
        if (id.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
            return true;   // lone surrogates are told apart instead
        var bytes = new List<byte>();
        var source = new IdBytes(id);
        while (source.TryNext(out var value))
            bytes.Add(value);
        return bytes.SequenceEqual(Encoding.UTF8.GetBytes(id));
    });
}
