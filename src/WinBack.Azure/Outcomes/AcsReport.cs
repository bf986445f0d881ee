using System.Text.Json;
using System.Text.RegularExpressions;
using WinBack.Azure.Sending;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;

namespace WinBack.Azure.Outcomes;

/// <summary>
/// Reads the events of Communication Services as Event Grid puts them into a queue: one CloudEvent for each message. Names of fields are read
/// whatever their case, as the published samples differ in it.
/// </summary>
public static partial class AcsReport
{
    /// <summary>Longest message of the queue that is looked at, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int LongestDetail = 200;
    private const int LongestText = 2_000;

    private static readonly JsonSerializerOptions AnyCase = new() { PropertyNameCaseInsensitive = true, MaxDepth = 16 };

    /// <summary>Reads one message.</summary>
    /// <exception cref="AcsReportException">It is no report that is known here; the message says why, without personal data.</exception>
    public static Feedback Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
            throw new AcsReportException($"The message has {body.Length} bytes; {MaxBytes} are allowed.");
        var envelope = Parse<Envelope>(body.Span);
        var data = envelope.Data is { ValueKind: JsonValueKind.Object } given ? given : throw new AcsReportException("The event has no data.");
        return (envelope.Type ?? envelope.EventType)?.ToUpperInvariant() switch
        {
            "MICROSOFT.COMMUNICATION.SMSRECEIVED" => Received(Parse<SmsReceived>(data)),
            "MICROSOFT.COMMUNICATION.SMSDELIVERYREPORTRECEIVED" => Delivered(Parse<SmsDelivery>(data)),
            "MICROSOFT.COMMUNICATION.EMAILDELIVERYREPORTRECEIVED" => Delivered(Parse<EmailDelivery>(data)),
            "MICROSOFT.COMMUNICATION.EMAILENGAGEMENTTRACKINGREPORTRECEIVED" => Engaged(Parse<EmailEngagement>(data)),
            null => throw new AcsReportException("The event has no type."),
            var other => throw new AcsReportException($"The type {(other.Length <= 100 ? other : other[..100])} is not known here."),
        };
    }

    private static Feedback.Reply Received(SmsReceived report)
    {
        var text = Needed(report.Message, "message", emptyAllowed: true);
        return new(Needed(report.MessageId, "messageId"), Phone(report.From, "from"), text.Length <= LongestText ? text : text[..LongestText], At(report.ReceivedTimestamp, "receivedTimestamp"));
    }

    private static Feedback Delivered(SmsDelivery report)
    {
        // Another app may send by the same resource, with tags of its own or none. A stop to it is a stop to the number that we share.
        var details = report.DeliveryStatusDetails ?? "";
        var isOurs = AttemptReference.TryParse(report.Tag, out var reference);
        if (!isOurs && !OptedOut().IsMatch(details))
            return new Feedback.OfOthers();
        var fate = Needed(report.DeliveryStatus, "deliveryStatus").ToUpperInvariant() switch
        {
            "DELIVERED" => DeliveryFate.Delivered,
            "FAILED" when OptedOut().IsMatch(details) => DeliveryFate.SaidStop,
            "FAILED" when DeadNumber.IsMeantBy(details) => DeliveryFate.DeadAddress,
            "FAILED" => DeliveryFate.Failed,
            var other => throw new AcsReportException($"The deliveryStatus {Short(other)} is not known: Delivered or Failed."),
        };
        return new Feedback.Delivery(Channel.Sms, isOurs ? reference : null, Phone(report.To, "to"), fate, Detail(details), At(report.ReceivedTimestamp, "receivedTimestamp"));
    }

    private static Feedback Delivered(EmailDelivery report)
    {
        if (!Guid.TryParse(report.MessageId, out var id) || !AttemptReference.TryParse(id, out var reference))
            return new Feedback.OfOthers();
        var fate = Needed(report.Status, "status").ToUpperInvariant() switch
        {
            "DELIVERED" or "EXPANDED" => DeliveryFate.Delivered,
            "BOUNCED" or "SUPPRESSED" => DeliveryFate.DeadAddress,
            "FAILED" or "FILTEREDSPAM" or "QUARANTINED" => DeliveryFate.Failed,
            var other => throw new AcsReportException($"The status {Short(other)} is not known: Delivered, Bounced, Failed, FilteredSpam, Quarantined or Suppressed."),
        };
        var detail = fate == DeliveryFate.Delivered ? null : Detail($"{report.Status} {report.DeliveryStatusDetails?.StatusMessage}");
        return new Feedback.Delivery(Channel.Email, reference, Needed(report.Recipient, "recipient"), fate, detail, At(report.DeliveryAttemptTimeStamp, "deliveryAttemptTimeStamp"));
    }

    private static Feedback Engaged(EmailEngagement report)
    {
        if (!Guid.TryParse(report.MessageId, out var id) || !AttemptReference.TryParse(id, out var reference))
            return new Feedback.OfOthers();
        var isClick = (report.EngagementType ?? report.Engagement)?.ToUpperInvariant() switch
        {
            "CLICK" => true,
            "VIEW" => false,
            var other => throw new AcsReportException($"The engagementType {Short(other ?? "(none)")} is not known: view or click."),
        };
        return new Feedback.Engagement(reference, isClick, report.UserAgent, At(report.UserActionTimeStamp, "userActionTimeStamp"));
    }

    private static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, AnyCase) ?? throw new AcsReportException("The message is null.");
        }
        catch (JsonException bad)
        {
            throw new AcsReportException($"The message cannot be read at {bad.Path ?? "$"}.");
        }
    }

    private static T Parse<T>(JsonElement data)
        where T : class
    {
        try
        {
            return data.Deserialize<T>(AnyCase)!;
        }
        catch (JsonException bad)
        {
            throw new AcsReportException($"The data cannot be read at {bad.Path ?? "$"}.");
        }
    }

    private static string Needed(string? value, string field, bool emptyAllowed = false) =>
        value is not null && (emptyAllowed || value.Length > 0) ? value : throw new AcsReportException($"The data has no {field}.");

    // Some samples leave out the plus.
    private static string Phone(string? number, string field) =>
        PhoneNumber.Normalized(number) ?? PhoneNumber.Normalized("+" + number?.TrimStart('+')) ?? throw new AcsReportException($"The data has no phone number in {field}.");

    private static DateTimeOffset At(DateTimeOffset? at, string field) => at?.ToUniversalTime() ?? throw new AcsReportException($"The data has no {field}.");

    // Providers repeat the address in their words, which facts must not hold.
    private static string? Detail(string words)
    {
        var clean = AddressLike().Replace(words, "…").Trim();
        return clean.Length == 0 ? null : Short(clean, LongestDetail);
    }

    private static string Short(string text, int most = 40) => text.Length <= most ? text : text[..most];

    [GeneratedRegex(@"opt(ed)?[ -]?out|unsubscrib|sender (is )?blocked|blocked for (the )?given recipient", RegexOptions.IgnoreCase)]
    private static partial Regex OptedOut();

    [GeneratedRegex(@"\S+@\S+|\+?\d[\d ()-]{6,}\d")]
    private static partial Regex AddressLike();

    private sealed record Envelope(string? Type, string? EventType, JsonElement? Data);

    private sealed record SmsReceived(string? MessageId, string? From, string? Message, DateTimeOffset? ReceivedTimestamp);

    private sealed record SmsDelivery(string? To, string? DeliveryStatus, string? DeliveryStatusDetails, DateTimeOffset? ReceivedTimestamp, string? Tag);

    private sealed record EmailDelivery(string? Recipient, string? MessageId, string? Status, StatusDetails? DeliveryStatusDetails, DateTimeOffset? DeliveryAttemptTimeStamp);

    private sealed record StatusDetails(string? StatusMessage);

    private sealed record EmailEngagement(string? MessageId, DateTimeOffset? UserActionTimeStamp, string? UserAgent, string? EngagementType, string? Engagement);
}

/// <summary>A message of the feedback queue that cannot be understood; it is set aside with these words.</summary>
public sealed class AcsReportException(string message) : Exception(message);
