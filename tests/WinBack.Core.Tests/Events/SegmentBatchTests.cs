using System.Text;
using WinBack.Core.Events;
using WinBack.Core.Events.Segment;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class SegmentBatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Track_OrderCompleted_IsAPurchaseWithItsValue()
    {
        var read = One("track", """{"messageId":"m-1","userId":"anna","event":"Order Completed","properties":{"revenue":19.5,"currency":"eur","order_id":"17"},"timestamp":"2026-11-24T11:00:00Z"}""");

        Assert.Equal(("m-1", "anna", "order_completed", 19.5m, "EUR", Now.AddHours(-1)), (read.Id, read.UserId, read.Type, read.Value, read.Currency, read.At));
        Assert.Equal("17", read.Properties!.Value.GetProperty("order_id").GetString());
    }

    [Fact]
    public void Track_OrderRefunded_Subtracts() =>
        Assert.Equal(-5m, One("track", """{"messageId":"m-1","userId":"anna","event":"Order Refunded","properties":{"total":5}}""").Value);

    // Its key stands in a page that everybody can read.
    [Fact]
    public void LowTrust_WhatItMayNotSay_IsLeftOut()
    {
        Assert.Null(One("track", """{"messageId":"m-1","userId":"anna","event":"Order Completed","properties":{"revenue":1000000}}""", SourceTrust.Low).Value);
        var said = One("identify", """{"messageId":"m-1","userId":"anna","anonymousId":"a-1","traits":{"email":"x@example.com","phone":"+4915112345678","plan":"free","name":"Anna"}}""", SourceTrust.Low);
        Assert.Equal(["name"], said.Profile!.Fields.Keys);
        Assert.Equal(["plan"], said.Profile.Attributes.Keys);
        Assert.Null(said.MergeFrom);
        Assert.Equal("previousId", Assert.Single(Read("alias", """{"messageId":"m-1","userId":"anna","previousId":"a-1"}""", SourceTrust.Low).Refusals).Field);
    }

    [Fact]
    public void Identify_Traits_AreTheProfile()
    {
        var said = One("identify", """
            {"messageId":"m-1","userId":"anna","anonymousId":"a-1","context":{"timezone":"Europe/Berlin","locale":"de-DE","ip":"1.2.3.4"},
             "traits":{"email":"anna@example.com","phone":"+49 (151) 123-456 78","firstName":"Anna","lastName":"Berg","address":{"country":"de","city":"Köln"},
             "plan type":"pro","seats":3,"vip":true,"gone":null,"nested":{"a":1},"list":[1]}}
            """);

        Assert.Equal("anna@example.com", said.Profile!.Fields["email"].Value);
        Assert.Equal("+4915112345678", said.Profile.Fields["phone"].Value);
        Assert.Equal("Anna Berg", said.Profile.Fields["name"].Value);
        Assert.Equal("DE", said.Profile.Fields["country"].Value);
        Assert.Equal("Europe/Berlin", said.Profile.Fields["timeZone"].Value);
        Assert.Equal("de-DE", said.Profile.Fields["locale"].Value);
        Assert.Equal(["gone", "plan_type", "seats", "vip"], said.Profile.Attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a-1", said.MergeFrom);
        Assert.Equal(IncomingEvent.ProfileType, said.Type);
    }

    [Fact]
    public void Identify_TraitThatDoesNotFit_IsLeftOut()
    {
        var said = One("identify", """{"messageId":"m-1","userId":"anna","traits":{"email":"not an address","phone":"12","plan":"pro"},"context":{"timezone":"Mars/Olympus"}}""");

        Assert.Empty(said.Profile!.Fields);
        Assert.Equal(["plan"], said.Profile.Attributes.Keys);
    }

    [Fact]
    public void Alias_Trusted_Merges()
    {
        var read = One("alias", """{"messageId":"m-1","userId":"anna","previousId":"a-1"}""");
        Assert.Equal(("anna", "a-1"), (read.UserId, read.MergeFrom));
    }

    [Fact]
    public void Track_OnlyAnonymous_IsTheAnonymousUser() => Assert.Equal("a-1", One("track", """{"messageId":"m-1","anonymousId":"a-1","event":"Viewed"}""").UserId);

    [Theory]
    [InlineData("page")]
    [InlineData("screen")]
    public void Page_IsAnEventOfItsKind(string kind) => Assert.Equal(kind, One(kind, """{"messageId":"m-1","userId":"anna","name":"Home"}""").Type);

    [Fact]
    public void Group_MeansNothingHere()
    {
        var read = Read("group", """{"messageId":"m-1","userId":"anna","groupId":"g"}""");
        Assert.Empty(read.Items);
        Assert.Empty(read.Refusals);
    }

    // The device's clock is an hour slow: what counts is that it happened ten minutes before it was sent.
    [Fact]
    public void Timestamp_WrongClock_IsCorrectedBySentAt() => Assert.Equal(
        Now.AddMinutes(-10), One("track", """{"messageId":"m-1","userId":"anna","event":"x","timestamp":"2026-11-24T10:50:00Z","sentAt":"2026-11-24T11:00:00Z"}""").At);

    [Fact]
    public void Timestamp_InTheFuture_IsNow() =>
        Assert.Equal(Now, One("track", """{"messageId":"m-1","userId":"anna","event":"x","timestamp":"2027-11-24T10:50:00Z"}""").At);

    [Fact]
    public void Timestamp_LongerAgoThanAllTime_IsRefused() => Assert.Equal("timestamp", Assert.Single(Read(
        "track", """{"messageId":"m-1","userId":"anna","event":"x","timestamp":"0001-01-01T00:00:00Z","sentAt":"9999-12-31T23:59:59Z"}""").Refusals).Field);

    [Fact]
    public void Batch_MixedMessages_KeepTheirPlaces()
    {
        var read = Read("batch", """
            {"batch":[{"type":"track","messageId":"m-1","userId":"anna","event":"x"},{"type":"track","messageId":"m-2","userId":"anna"},17,
             {"type":"identify","messageId":"m-4","userId":"anna","traits":{}}],"sentAt":"2026-11-24T12:00:00Z"}
            """);

        Assert.Equal([0, 3], read.Items.Select(item => item.Position));
        Assert.Equal([(1, "event"), (2, "")], read.Refusals.Select(refusal => (refusal.Position, refusal.Field)));
    }

    // Old SDKs send none; the same message sent again must still be the same event.
    [Fact]
    public void MessageId_Missing_FollowsFromTheMessage()
    {
        const string Message = """{"userId":"anna","event":"x","timestamp":"2026-11-24T11:00:00Z"}""";
        Assert.Equal(One("track", Message).Id, One("track", Message).Id);
    }

    [Theory]
    [InlineData("track", """{"messageId":"m-1","event":"x"}""", "userId")]
    [InlineData("track", """{"messageId":"m-1","userId":"","event":"x"}""", "userId")]
    [InlineData("track", """{"messageId":"m-1","userId":"anna","event":"!!!"}""", "event")]
    [InlineData("track", """{"messageId":"m-1","userId":"anna","event":"Profile"}""", "event")]     // the word stands for something else here
    [InlineData("track", """{"messageId":"m-1","userId":"anna","event":"x","timestamp":"2020-01-01T00:00:00Z"}""", "timestamp")]
    [InlineData("track", """{"messageId":"m-1","userId":"anna","type":"delete"}""", "type")]
    [InlineData("alias", """{"messageId":"m-1","userId":"anna"}""", "previousId")]
    public void Read_NothingUsable_IsRefused(string kind, string message, string field) => Assert.Equal(field, Assert.Single(Read(kind, message).Refusals).Field);

    [Theory]
    [InlineData("batch", "{}")]
    [InlineData("batch", """{"batch":{}}""")]
    [InlineData("batch", "[")]
    [InlineData("track", "[]")]
    [InlineData("track", "")]
    [InlineData("track", """{"event":"\ud83d"}""")]
    public void Read_NoBody_IsUnreadable(string kind, string body) => Assert.Throws<EventBodyException>(() => Read(kind, body));

    [Theory]
    [InlineData("Order Completed", "order_completed")]
    [InlineData("  Product  Viewed! ", "product_viewed")]
    [InlineData("app:open", "app:open")]
    [InlineData("Käufe", "k_ufe")]
    [InlineData("日本", null)]
    [InlineData(null, null)]
    public void EventType_OfAName_IsOneOfOurs(string? name, string? type) => Assert.Equal(type, SegmentNames.EventType(name));

    private static IncomingEvent One(string kind, string message, SourceTrust trust = SourceTrust.Full) => Assert.Single(Read(kind, message, trust).Items).Event;

    private static EventBatch Read(string kind, string body, SourceTrust trust = SourceTrust.Full) =>
        SegmentBatch.Read(Encoding.UTF8.GetBytes(body), kind, new(Now, trust));
}
