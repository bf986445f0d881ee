using System.Text;
using WinBack.Core.Events;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class CloudEventBatchTests
{
    private const string One = """
        {"specversion":"1.0","id":"e-1","source":"/shop","type":"purchase","subject":"anna","time":"2026-11-24T11:00:00Z",
         "datacontenttype":"application/json","data":{"value":20,"currency":"EUR","item":"coffee"}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly EventRules Trusted = new(Now, SourceTrust.Full);

    [Fact]
    public void Read_Structured_IsOurEvent()
    {
        var read = Assert.Single(Read(One, "application/cloudevents+json; charset=utf-8").Items).Event;

        Assert.Equal(("/shop#e-1", "anna", "purchase", Now.AddHours(-1), 20m, "EUR"), (read.Id, read.UserId, read.Type, read.At, read.Value, read.Currency));
        Assert.Equal("coffee", read.Properties!.Value.GetProperty("item").GetString());
    }

    [Fact]
    public void Read_Batch_RefusesTheBadOneAlone()
    {
        var batch = Read($$"""[{{One}}, {"specversion":"1.0","id":"e-2"}, {{One.Replace("\"anna\"", "\"\"", StringComparison.Ordinal)}}, {{One.Replace("e-1", "e-4", StringComparison.Ordinal)}}]""", "application/cloudevents-batch+json");

        Assert.Equal([0, 3], batch.Items.Select(item => item.Position));
        Assert.Equal([1, 2], batch.Refusals.Select(refusal => refusal.Position).Order());
    }

    [Fact]
    public void Read_Binary_TakesTheAttributesFromHeaders()
    {
        var headers = new Dictionary<string, string>
        {
            ["ce-specversion"] = "1.0",
            ["Ce-Id"] = "e-1",
            ["ce-source"] = "/shop",
            ["ce-type"] = "purchase",
            ["ce-subject"] = "anna%20b",
            ["ce-time"] = "2026-11-24T11:00:00Z",
        };
        Assert.True(CloudEventBatch.IsIn("application/json", headers));
        var read = Assert.Single(CloudEventBatch.Read("""{"value":20}"""u8.ToArray(), "application/json", headers, Trusted).Items).Event;

        Assert.Equal(("anna b", 20m, Now.AddHours(-1)), (read.UserId, read.Value, read.At));
    }

    [Fact]
    public void Read_UserInTheData_BeatsTheSubject() =>
        Assert.Equal("ben", Assert.Single(Read(One.Replace("\"value\"", "\"userId\":\"ben\",\"value\"", StringComparison.Ordinal), "application/cloudevents+json").Items).Event.UserId);

    [Fact]
    public void Read_WithoutTime_IsNow() =>
        Assert.Equal(Now, Assert.Single(Read(One.Replace("\"time\":\"2026-11-24T11:00:00Z\",", "", StringComparison.Ordinal), "application/cloudevents+json").Items).Event.At);

    // Same trust, same limits: another envelope is no way around them.
    [Fact]
    public void Read_ValueOfLowTrust_IsRefused() => Assert.Equal(
        "value", Assert.Single(CloudEventBatch.Read(Encoding.UTF8.GetBytes(One), "application/cloudevents+json", [], new(Now, SourceTrust.Low)).Refusals).Field);

    [Fact]
    public void Read_SameIdOfTwoSources_AreTwoEvents() => Assert.NotEqual(
        Assert.Single(Read(One, "application/cloudevents+json").Items).Event.Id,
        Assert.Single(Read(One.Replace("/shop", "/app", StringComparison.Ordinal), "application/cloudevents+json").Items).Event.Id);

    // It would throw wherever the text is read first.
    [Theory]
    [InlineData("""{"userId":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":"\udfff"}""")]
    [InlineData("""{"profile":{"name":"a\uD83Db"}}""")]
    public void Read_HalfOfACharacter_IsRefused(string data)
    {
        var half = One.Replace("""{"value":20,"currency":"EUR","item":"coffee"}""", data, StringComparison.Ordinal);

        Assert.Throws<EventBodyException>(() => Read(half, "application/cloudevents+json"));
        Assert.Equal(1, Assert.Single(Read($"[{One},{half}]", "application/cloudevents-batch+json").Refusals).Position);
        var headers = new Dictionary<string, string> { ["ce-specversion"] = "1.0", ["ce-id"] = "e-1", ["ce-source"] = "/shop", ["ce-type"] = "visit", ["ce-subject"] = "anna" };
        Assert.Throws<EventBodyException>(() => CloudEventBatch.Read(Encoding.UTF8.GetBytes(data), "application/json", headers, Trusted));
    }

    // Letters beyond ASCII count as they were sent, not as escapes.
    [Fact]
    public void Read_DataWithinTheLimit_IsTakenInAnyAlphabet() =>
        Assert.Single(Read(One.Replace("coffee", new string('я', 15_000), StringComparison.Ordinal), "application/cloudevents+json").Items);

    [Theory]
    [InlineData("application/cloudevents+json", "")]
    [InlineData("application/cloudevents+json", "{")]
    [InlineData("application/cloudevents+json", "[]")]
    [InlineData("application/cloudevents+json", "{}")]
    [InlineData("application/cloudevents+json", """{"specversion":"0.3","id":"a","source":"b","type":"c"}""")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"a","source":"b","type":"c","time":"yesterday"}""")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":7,"source":"b","type":"c"}""")]
    [InlineData("application/cloudevents-batch+json", "{}")]
    [InlineData("application/cloudevents-batch+json", "[")]
    public void Read_NoCloudEvent_IsUnreadable(string contentType, string body) => Assert.Throws<EventBodyException>(() => Read(body, contentType));

    [Fact]
    public void Read_TooMany_IsTooLarge() =>
        Assert.True(Assert.Throws<EventBodyException>(() => Read("[" + string.Join(',', Enumerable.Repeat("1", 1001)) + "]", "application/cloudevents-batch+json")).IsTooLarge);

    private static EventBatch Read(string body, string contentType) => CloudEventBatch.Read(Encoding.UTF8.GetBytes(body), contentType, [], Trusted);
}
