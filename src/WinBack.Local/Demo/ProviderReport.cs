using System.Buffers;
using System.Text.Json;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>What the provider of e-mail and text messages reports of one, as Communication Services puts it into the queue of feedback.</summary>
internal static class ProviderReport
{
    /// <summary>Whether it arrived.</summary>
    public static ReadOnlyMemory<byte> Delivery(OutboundMessage message, bool arrived, DateTimeOffset at) => message.Channel == Channel.Email
        ? Event("EmailDeliveryReportReceived", data =>
        {
            data.WriteString("messageId"u8, message.Reference.ToGuid());
            data.WriteString("recipient"u8, message.Addresses[0]);
            data.WriteString("status"u8, arrived ? "Delivered"u8 : "Failed"u8);
            data.WriteString("deliveryAttemptTimeStamp"u8, at);
        })
        : Event("SMSDeliveryReportReceived", data =>
        {
            data.WriteString("tag"u8, message.Reference.Text);
            data.WriteString("to"u8, message.Addresses[0]);
            data.WriteString("deliveryStatus"u8, arrived ? "Delivered"u8 : "Failed"u8);
            data.WriteString("receivedTimestamp"u8, at);
        });

    /// <summary>That the pictures of an e-mail were loaded.</summary>
    public static ReadOnlyMemory<byte> Opening(OutboundMessage message, string userAgent, DateTimeOffset at) => Event("EmailEngagementTrackingReportReceived", data =>
    {
        data.WriteString("messageId"u8, message.Reference.ToGuid());
        data.WriteString("engagementType"u8, "view"u8);
        data.WriteString("userAgent"u8, userAgent);
        data.WriteString("userActionTimeStamp"u8, at);
    });

    private static ReadOnlyMemory<byte> Event(string type, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "Microsoft.Communication." + type);
            json.WriteStartObject("data"u8);
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
