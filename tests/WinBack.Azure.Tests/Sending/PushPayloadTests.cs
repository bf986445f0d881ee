using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WinBack.Azure.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class PushPayloadTests
{
    private const string Family = "👨‍👩‍👧";      // one character to a reader, 18 bytes, 8 units

    private static readonly PushContent Content = PushContent.Of(AMessage.Push(("f1", "fcm")));

    [Fact]
    public void Fcm_Content_IsAMessageOfHttpV1() => AssertJson(
        """
        {"message":{"notification":{"title":"Still there?","body":"Your basket is waiting.","image":"https://shop.example/basket.png"},
        "android":{"collapse_key":"again","priority":"high","ttl":"21600s"},
        "data":{"winback":"REFERENCE","link":"https://shop.example/basket"}}}
        """,
        PushPayload.Fcm(Content, Given.Noon)!.Body);

    [Fact]
    public void Apns_Content_IsAnAlertWithHeaders()
    {
        var notification = PushPayload.Apns(Content)!;

        AssertJson(
            """
            {"aps":{"alert":{"title":"Still there?","body":"Your basket is waiting."},"sound":"default","thread-id":"again","mutable-content":1},
            "winback":"REFERENCE","link":"https://shop.example/basket","image":"https://shop.example/basket.png"}
            """,
            notification.Body);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["apns-push-type"] = "alert",
                ["apns-priority"] = "10",
                ["apns-collapse-id"] = "again",
                ["apns-expiration"] = Given.Noon.AddHours(6).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
            notification.Headers);
    }

    [Fact]
    public void Payload_WithoutPictureLinkAndExpiry_LeavesThemOut()
    {
        var bare = Content with { Image = null, Link = null, ExpiresAt = null };

        AssertJson(
            """
            {"message":{"notification":{"title":"Still there?","body":"Your basket is waiting."},
            "android":{"collapse_key":"again","priority":"high"},"data":{"winback":"REFERENCE"}}}
            """,
            PushPayload.Fcm(bare, Given.Noon)!.Body);
        Assert.DoesNotContain("mutable-content", PushPayload.Apns(bare)!.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("apns-expiration", PushPayload.Apns(bare)!.Headers.Keys);
    }

    [Theory]
    [InlineData(28 * 24 * 3600 + 1, "2419200s")]        // four weeks are the most
    [InlineData(1.9, "1s")]
    public void Fcm_TimeToLive_IsWithinItsBounds(double seconds, string ttl) => Assert.Equal(
        ttl,
        (string)JsonNode.Parse(PushPayload.Fcm(Content with { ExpiresAt = Given.Noon.AddSeconds(seconds) }, Given.Noon)!.Body)!["message"]!["android"]!["ttl"]!);

    [Theory]
    [InlineData("x")]                   // one byte each
    [InlineData("é")]                   // two
    [InlineData("e\u0301")]             // a letter and its accent
    [InlineData("👍🏽")]                  // a hand and its colour
    [InlineData(Family)]
    [InlineData("\"")]                  // two in JSON
    [InlineData("\n")]
    public void Payload_LongBody_IsCutBetweenCharactersToTheLimit(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 5000));

        foreach (var (body, size) in Bodies(Content with { Body = text }))
        {
            // Of a cut at the end of a line the line break goes.
            Assert.InRange(size, character == "\n" ? 0 : PushPayload.Limit - Encoding.UTF8.GetByteCount(character) * 2 - 3, PushPayload.Limit);
            Assert.EndsWith("…", body, StringComparison.Ordinal);
            if (character != "\n")
                Assert.Equal(0, (body.Length - 1) % character.Length);
            Assert.StartsWith(body[..^1], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Payload_AtTheLimit_IsLeftAlone()
    {
        var empty = Encoding.UTF8.GetByteCount(PushPayload.Fcm(Content with { Body = "" }, Given.Noon)!.Body);
        var full = new string('x', PushPayload.Limit - empty);

        Assert.Equal(full, Body(PushPayload.Fcm(Content with { Body = full }, Given.Noon)!.Body));
        Assert.Equal(new string('x', full.Length - 3) + "…", Body(PushPayload.Fcm(Content with { Body = full + "x" }, Given.Noon)!.Body));    // the ellipsis takes three bytes
    }

    [Fact]
    public void Payload_LongLinks_LoseThePictureThenTheTitle()
    {
        var crowded = Content with { Link = "https://shop.example/" + new string('x', 2000), Image = "https://shop.example/" + new string('y', 2000) };

        Assert.DoesNotContain("yyy", PushPayload.Fcm(crowded, Given.Noon)!.Body, StringComparison.Ordinal);
        Assert.Equal("Your basket is waiting.", Body(PushPayload.Fcm(crowded, Given.Noon)!.Body));
        var title = Content with { Title = new string('t', 5000) };
        Assert.InRange(Encoding.UTF8.GetByteCount(PushPayload.Apns(title)!.Body), PushPayload.Limit - 3, PushPayload.Limit);
        Assert.Null(PushPayload.Apns(Content with { Link = new string('x', PushPayload.Limit) }));
    }

    [Theory]
    [InlineData("again")]
    [InlineData("a-campaign-whose-name-goes-on-and-on-and-on-far-beyond-what-apns-takes-as-a-collapse-id")]
    [InlineData("wiederkehr-für-alle")]
    public void Group_OfACampaign_FitsWhatApnsTakes(string campaign)
    {
        var group = PushContent.Of(AMessage.Push(("a1", "apns")) with { Campaign = campaign }).Group;

        Assert.InRange(group.Length, 1, 64);
        Assert.All(group, c => Assert.True(char.IsAscii(c)));
    }

    private static IEnumerable<(string Body, int Size)> Bodies(PushContent content)
    {
        var fcm = PushPayload.Fcm(content, Given.Noon)!.Body;
        yield return (Body(fcm), Encoding.UTF8.GetByteCount(fcm));
        var apns = PushPayload.Apns(content)!.Body;
        yield return ((string)JsonNode.Parse(apns)!["aps"]!["alert"]!["body"]!, Encoding.UTF8.GetByteCount(apns));
    }

    private static string Body(string fcm) => (string)JsonNode.Parse(fcm)!["message"]!["notification"]!["body"]!;

    private static void AssertJson(string expected, string actual) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.Replace("REFERENCE", AMessage.Reference.Text, StringComparison.Ordinal)), JsonNode.Parse(actual)), $"{JsonSerializer.Serialize(JsonNode.Parse(actual))}");
}
