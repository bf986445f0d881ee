using System.Text;
using WinBack.Core.Events;
using Xunit;

namespace WinBack.Core.Tests.Events;

/// <summary>What item states may say, and how what they may not is refused.</summary>
public sealed class ItemBatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_AList_GivesTheStatesInTheirOrder()
    {
        var batch = Read("""
            [{"item": "guji-500", "at": "2026-11-24T13:00:00+02:00", "price": 12.50, "currency": "EUR", "available": true, "name": "Guji, 500 g", "url": "https://shop.example/p/guji-500"},
             {"item": "aa-250", "at": "2026-11-24T11:00:00Z", "available": false}]
            """);

        Assert.Empty(batch.Refusals);
        Assert.Equal(
            [
                (0, new ItemState { Item = "guji-500", At = Now.AddHours(-1), Price = 12.50m, Currency = "EUR", Available = true, Name = "Guji, 500 g", Url = "https://shop.example/p/guji-500" }),
                (1, new ItemState { Item = "aa-250", At = Now.AddHours(-1), Available = false }),
            ],
            batch.Items);
    }

    [Fact]
    public void Read_OneState_NeedsNoList() => Assert.Equal("a", Assert.Single(Read("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true}""").Items).State.Item);

    [Theory]
    [InlineData("7", "", "a number")]
    [InlineData("""{"at":"2026-11-24T11:00:00Z","available":true}""", "item", "missing")]
    [InlineData("""{"item":"","at":"2026-11-24T11:00:00Z","available":true}""", "item", "length")]
    [InlineData("""{"item":"a\u0007","at":"2026-11-24T11:00:00Z","available":true}""", "item", "characters")]
    [InlineData("""{"item":"a\ud83d","at":"2026-11-24T11:00:00Z","available":true}""", "", "surrogate")]
    [InlineData("""{"item":7,"at":"2026-11-24T11:00:00Z","available":true}""", "item", "no text")]
    [InlineData("""{"item":"a","available":true}""", "at", "RFC 3339")]
    [InlineData("""{"item":"a","at":"yesterday","available":true}""", "at", "RFC 3339")]
    [InlineData("""{"item":"a","at":"2026-11-24T12:11:00Z","available":true}""", "at", "future")]
    [InlineData("""{"item":"a","at":"2024-11-24T12:11:00Z","available":true}""", "at", "old")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z"}""", "", "says nothing")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":null,"available":null}""", "", "says nothing")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":5}""", "currency", "together")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","currency":"EUR","available":true}""", "price", "together")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":-1,"currency":"EUR"}""", "price", "bounds")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":1e300,"currency":"EUR"}""", "price", "bounds")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":"5","currency":"EUR"}""", "price", "bounds")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","price":5,"currency":"eur"}""", "currency", "currency code")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":"yes"}""", "available", "text")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true,"stock":5}""", "stock", "not known")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true,"url":"http://shop.example"}""", "url", "https")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true,"url":"https://shop.example@evil.example/"}""", "url", "https")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true,"name":"Guji\u202e"}""", "name", "U+202E")]
    [InlineData("""{"item":"a","at":"2026-11-24T11:00:00Z","available":true,"url":"javascript:alert(1)"}""", "url", "https")]
    public void Read_OneThatIsWrong_IsRefusedByItself(string wrong, string field, string reason)
    {
        var batch = Read($$"""[{"item":"good","at":"2026-11-24T11:00:00Z","available":true},{{wrong}}]""");

        Assert.Equal("good", Assert.Single(batch.Items).State.Item);
        var refusal = Assert.Single(batch.Refusals);
        Assert.Equal((1, field), (refusal.Position, refusal.Field));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Allowed);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void Read_LongestItem_IsTheLast(int length, int refused) =>
        Assert.Equal(refused, Read($$"""{"item":"{{new string('a', length)}}","at":"2026-11-24T11:00:00Z","available":true}""").Refusals.Count);

    [Theory]
    [InlineData("", false)]
    [InlineData("nonsense", false)]
    [InlineData("[{}", false)]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]", false)]   // nested deeper than a state can be
    [InlineData(null, true)]                          // one too many
    public void Read_ABodyThatIsNone_IsRefusedAsAWhole(string? body, bool tooLarge)
    {
        body ??= $"[{string.Join(',', Enumerable.Repeat("0", ItemBatch.PerRequest + 1))}]";

        Assert.Equal(tooLarge, Assert.Throws<EventBodyException>(() => Read(body)).IsTooLarge);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreRefusedAsAWhole() =>
        Assert.Throws<EventBodyException>(() => ItemBatch.Read("{\"item\":\"\xff\"}"u8.ToArray().Select(each => each == 0xC3 ? (byte)0xFF : each).ToArray(), new(Now, SourceTrust.Full)));

    // Or a source, a public one even, would put a price of its own into a message.
    [Theory]
    [InlineData(ItemEvent.PriceDrop)]
    [InlineData(ItemEvent.BackInStock)]
    public void PostedEvent_OfATypeThatIsMadeHere_IsRefused(string type)
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"1","userId":"anna","type":"TYPE","at":"2026-11-24T11:00:00Z","properties":{"item":"a","looks":{"viewed":"2026-11-24T10:00:00Z"}}}""".Replace("TYPE", type, StringComparison.Ordinal));

        Assert.Equal("type", Assert.Single(EventBatch.Read(body, new(Now, SourceTrust.Full)).Refusals).Field);
        Assert.Single(EventMessage.Read(EventMessage.Of([body]).Body).Items);   // ours, by way of the queue
    }

    [Fact]
    public void SegmentMessage_OfATypeThatIsMadeHere_IsRefused()
    {
        var body = """{"batch":[{"type":"track","messageId":"1","userId":"anna","event":"Winback.Price_Drop","properties":{"item":"a","looks":{"viewed":"2026-11-24T10:00:00Z"}}}]}""";
        var batch = WinBack.Core.Events.Segment.SegmentBatch.Read(Encoding.UTF8.GetBytes(body), "batch", new(Now, SourceTrust.Full));

        Assert.Empty(batch.Items);
        Assert.Equal("event", Assert.Single(batch.Refusals).Field);
    }

    private static ItemBatch Read(string body) => ItemBatch.Read(Encoding.UTF8.GetBytes(body), new(Now, SourceTrust.Full));
}
