using System.Text;
using WinBack.Azure.Outcomes;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Azure.Tests.Outcomes;

/// <summary>The shapes are those that Azure documents for its four event types; addresses are from the ranges kept for examples.</summary>
public sealed class AcsReportTests
{
    private static readonly AttemptReference Ours = AttemptReference.For("replenish.1.k7f2:reminder:sms", 3);
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Read_SmsReceived_IsAReply() => Assert.Equal(
        new Feedback.Reply("Outgoing_1", "+4915112345678", "STOP", At),
        Read("Microsoft.Communication.SMSReceived", """{"MessageId":"Outgoing_1","From":"4915112345678","To":"+14255550123","Message":"STOP","ReceivedTimestamp":"2026-11-24T12:30:00Z","segmentCount":1}"""));

    [Theory]
    [InlineData("Delivered", "No error.", DeliveryFate.Delivered)]
    [InlineData("delivered", "", DeliveryFate.Delivered)]
    [InlineData("Failed", "Sender blocked for given recipient", DeliveryFate.SaidStop)]
    [InlineData("Failed", "The recipient has opted out", DeliveryFate.SaidStop)]
    [InlineData("Failed", "Invalid destination number", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "Unknown subscriber", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "Destination phone number is invalid", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "Number does not exist.", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "Unallocated number (1)", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "Non-existent phone number: +4915112345678", DeliveryFate.DeadAddress)]
    [InlineData("Failed", "subscriber failed: unknown error", DeliveryFate.Failed)]       // unknown is the error
    [InlineData("Failed", "Unknown error: subscriber absent", DeliveryFate.Failed)]
    [InlineData("Failed", "Unknown error from recipient carrier", DeliveryFate.Failed)]
    [InlineData("Failed", "Recipient unknown error", DeliveryFate.Failed)]
    [InlineData("Failed", "Invalid number of segments", DeliveryFate.Failed)]
    [InlineData("Failed", "Unknown destination network", DeliveryFate.Failed)]
    [InlineData("Failed", "Invalid sender number", DeliveryFate.Failed)]
    [InlineData("Failed", "From number is invalid", DeliveryFate.Failed)]
    [InlineData("Failed", "Message rejected by carrier as spam", DeliveryFate.Failed)]
    [InlineData("Failed", null, DeliveryFate.Failed)]
    public void Read_SmsDeliveryReport_TellsTheFate(string status, string? details, DeliveryFate fate)
    {
        var said = details is null ? "null" : $"\"{details}\"";
        var read = Assert.IsType<Feedback.Delivery>(Read("Microsoft.Communication.SMSDeliveryReportReceived", $$"""
            {"MessageId":"Outgoing_1","From":"+14255550123","To":"+4915112345678","DeliveryStatus":"{{status}}","DeliveryStatusDetails":{{said}},
             "ReceivedTimestamp":"2026-11-24T12:30:00Z","DeliveryAttempts":[{"Timestamp":"2026-11-24T12:29:59Z","SegmentsSucceeded":1,"SegmentsFailed":0}],"Tag":"{{Ours}}"}
            """));

        Assert.Equal((Ours, "+4915112345678", fate, At), (read.Reference, read.Recipient, read.Fate, read.At));
    }

    [Theory]
    [InlineData("Delivered", DeliveryFate.Delivered)]
    [InlineData("Bounced", DeliveryFate.DeadAddress)]
    [InlineData("Suppressed", DeliveryFate.DeadAddress)]
    [InlineData("Failed", DeliveryFate.Failed)]
    [InlineData("FilteredSpam", DeliveryFate.Failed)]
    [InlineData("Quarantined", DeliveryFate.Failed)]
    public void Read_EmailDeliveryReport_TellsTheFate(string status, DeliveryFate fate)
    {
        var read = Assert.IsType<Feedback.Delivery>(Read("Microsoft.Communication.EmailDeliveryReportReceived", $$"""
            {"sender":"shop@hello.example","recipient":"anna@example.com","internetMessageId":"<x@hello.example>","messageId":"{{Ours.ToGuid()}}","status":"{{status}}",
             "deliveryStatusDetails":{"statusMessage":"550 5.1.1 <anna@example.com> user unknown"},"deliveryAttemptTimeStamp":"2026-11-24T12:30:00.0000000+00:00"}
            """));

        Assert.Equal((Ours, "anna@example.com", fate, At), (read.Reference, read.Recipient, read.Fate, read.At));
        Assert.DoesNotContain("anna", read.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("view", false)]
    [InlineData("Click", true)]
    public void Read_EmailEngagement_IsOpeningOrClick(string type, bool isClick) => Assert.Equal(
        new Feedback.Engagement(Ours, isClick, "Mozilla/5.0", At),
        Read("Microsoft.Communication.EmailEngagementTrackingReportReceived", $$"""
            {"sender":"shop@hello.example","recipient":"anna@example.com","messageId":"{{Ours.ToGuid()}}","userActionTimeStamp":"2026-11-24T12:30:00Z",
             "engagementContext":"","userAgent":"Mozilla/5.0","engagementType":"{{type}}"}
            """));

    // Others may use the same resource: their reports are nothing to set aside.
    [Theory]
    [InlineData("Microsoft.Communication.SMSDeliveryReportReceived", """{"To":"+4915112345678","DeliveryStatus":"Delivered","Tag":"their-own-tag"}""")]
    [InlineData("Microsoft.Communication.SMSDeliveryReportReceived", """{"To":"+4915112345678","DeliveryStatus":"Delivered"}""")]
    [InlineData("Microsoft.Communication.EmailDeliveryReportReceived", """{"messageId":"0e8a1f7c-4d2b-4b8f-9a53-2f6a1c0d9e77","status":"Delivered"}""")]
    [InlineData("Microsoft.Communication.EmailEngagementTrackingReportReceived", """{"messageId":"x","engagementType":"view"}""")]
    public void Read_MessageOfOthers_IsNothingToDo(string type, string data) => Assert.IsType<Feedback.OfOthers>(Read(type, data));

    // Who said stop to another app said it to the number that both send from.
    [Fact]
    public void Read_StopToOthers_IsAStopToUs()
    {
        var read = Assert.IsType<Feedback.Delivery>(Read("Microsoft.Communication.SMSDeliveryReportReceived",
            """{"To":"+4915112345678","DeliveryStatus":"Failed","DeliveryStatusDetails":"Recipient opted out","Tag":"theirs","ReceivedTimestamp":"2026-11-24T12:30:00Z"}"""));
        Assert.Equal((Channel.Sms, null, DeliveryFate.SaidStop), (read.Channel, read.Reference, read.Fate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"type":"Microsoft.Communication.SMSReceived"}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"type":"Microsoft.Storage.BlobCreated","data":{}}""")]
    [InlineData("""{"type":"Microsoft.Communication.SMSReceived","data":{"messageId":"x","from":"nobody","message":"hi","receivedTimestamp":"2026-11-24T12:30:00Z"}}""")]
    [InlineData("""{"type":"Microsoft.Communication.SMSReceived","data":{"messageId":"x","from":"+4915112345678","receivedTimestamp":"2026-11-24T12:30:00Z"}}""")]
    [InlineData("""{"type":"Microsoft.Communication.SMSReceived","data":{"messageId":17,"from":"+4915112345678","message":"hi"}}""")]
    public void Read_NotUnderstood_SaysWhyWithoutTheText(string body)
    {
        var bad = Assert.Throws<AcsReportException>(() => AcsReport.Read(Encoding.UTF8.GetBytes(body)));
        Assert.DoesNotContain("4915112345678", bad.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownStatus_IsNotGuessed()
    {
        Assert.Throws<AcsReportException>(() => Read("Microsoft.Communication.SMSDeliveryReportReceived", $$"""{"To":"+4915112345678","DeliveryStatus":"Perhaps","Tag":"{{Ours}}"}"""));
        Assert.Throws<AcsReportException>(() => Read("Microsoft.Communication.EmailDeliveryReportReceived", $$"""{"messageId":"{{Ours.ToGuid()}}","recipient":"a@b.example","status":"Perhaps"}"""));
    }

    [Fact]
    public void Read_EventGridSchema_IsUnderstoodToo() => Assert.IsType<Feedback.Reply>(AcsReport.Read(Encoding.UTF8.GetBytes(
        """{"eventType":"Microsoft.Communication.SMSReceived","data":{"messageId":"x","from":"+4915112345678","message":"hi","receivedTimestamp":"2026-11-24T12:30:00Z"}}""")));

    private static Feedback Read(string type, string data) => AcsReport.Read(Encoding.UTF8.GetBytes(
        $$"""{"id":"e-1","source":"/subscriptions/x","type":"{{type}}","specversion":"1.0","time":"2026-11-24T12:30:01Z","data":{{data}}}"""));
}
