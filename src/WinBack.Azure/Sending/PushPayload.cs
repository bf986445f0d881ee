using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.NotificationHubs;

namespace WinBack.Azure.Sending;

/// <summary>Makes the notification of a platform, within its limit.</summary>
internal static class PushPayload
{
    /// <summary>Bytes of JSON that either platform takes.</summary>
    public const int Limit = 4096;

    // FCM keeps nothing longer than four weeks, and refuses a longer wish.
    private static readonly TimeSpan LongestFcm = TimeSpan.FromDays(28);

    // Letters beyond ASCII as themselves: escaped, they take up to six times the room.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For FCM's HTTP v1: notification, data with <c>link</c> and <c>winback</c>, time to live, collapse key.</summary>
    /// <returns>Null when it cannot be made to fit.</returns>
    public static FcmV1Notification? Fcm(PushContent content, DateTimeOffset now) =>
        content.Fitted(Limit, each => Size(FcmBody(each, now))) is { } fitted ? new(Text(FcmBody(fitted, now))) : null;

    /// <summary>For APNs: alert, thread, <c>link</c>, <c>winback</c> and the picture's address for the app's service extension; expiry and collapse id as headers.</summary>
    /// <returns>Null when it cannot be made to fit.</returns>
    public static AppleNotification? Apns(PushContent content) =>
        content.Fitted(Limit, each => Size(ApnsBody(each))) is { } fitted ? new(Text(ApnsBody(fitted)), ApnsHeaders(fitted)) : null;

    private static JsonObject FcmBody(PushContent content, DateTimeOffset now)
    {
        var notification = new JsonObject { ["title"] = content.Title, ["body"] = content.Body };
        if (content.Image is { } image)
            notification["image"] = image;
        var data = new JsonObject { ["winback"] = content.Reference };
        if (content.Link is { } link)
            data["link"] = link;
        var android = new JsonObject { ["collapse_key"] = content.Group, ["priority"] = "high" };
        if (content.ExpiresAt is { } expires)
            android["ttl"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Shorter(expires - now, LongestFcm).TotalSeconds)}s");
        return new() { ["message"] = new JsonObject { ["notification"] = notification, ["android"] = android, ["data"] = data } };
    }

    private static JsonObject ApnsBody(PushContent content)
    {
        var aps = new JsonObject
        {
            ["alert"] = new JsonObject { ["title"] = content.Title, ["body"] = content.Body },
            ["sound"] = "default",
            ["thread-id"] = content.Group,
        };
        var body = new JsonObject { ["aps"] = aps, ["winback"] = content.Reference };
        if (content.Link is { } link)
            body["link"] = link;
        if (content.Image is { } image)
        {
            aps["mutable-content"] = 1;
            body["image"] = image;
        }

        return body;
    }

    private static Dictionary<string, string> ApnsHeaders(PushContent content)
    {
        Dictionary<string, string> headers = new()
        {
            ["apns-push-type"] = "alert",
            ["apns-priority"] = "10",
            ["apns-collapse-id"] = content.Group,
        };
        if (content.ExpiresAt is { } expires)
            headers["apns-expiration"] = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static string Text(JsonObject body) => body.ToJsonString(Json);

    private static int Size(JsonObject body) => Encoding.UTF8.GetByteCount(Text(body));
}
