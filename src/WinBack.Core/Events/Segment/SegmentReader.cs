using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace WinBack.Core.Events.Segment;

/// <summary>Reads one message of a Segment-compatible SDK.</summary>
internal sealed class SegmentReader(int position, EventRules rules, DateTimeOffset? sentAt)
{
    private string? _id;

    private bool IsTrusted => rules.Trust == SourceTrust.Full;

    /// <summary>Set when <see cref="Read"/> gave null because of a fault; a message that simply means nothing here, such as a group, leaves it null.</summary>
    public Refusal? Refusal { get; private set; }

    public IncomingEvent? Read(JsonElement message, string? kindOfRequest)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return Refuse("", "The message is no JSON object.", "An object.");
        _id = Text(message, "messageId") ?? Fingerprint(message);
        if (EventForm.Id(_id) is { } misnamed)
            return Refuse("messageId", misnamed.Reason, misnamed.Allowed);
        var kind = Text(message, "type") ?? kindOfRequest;
        var user = Id(message, "userId");
        var anonymous = Id(message, "anonymousId");
        if ((user ?? anonymous) is not { } person)
            return Refuse("userId", "Neither userId nor anonymousId is given.", $"Text of 1 to {EventLimits.Id} characters.");
        var at = At(message);
        if (EventForm.At(at, rules) is { } misdated)
            return Refuse("timestamp", misdated.Reason, misdated.Allowed);
        return kind switch
        {
            "track" => Track(message, person, at),
            "page" or "screen" => new() { Id = _id, UserId = person, Type = kind, At = at, Properties = Properties(message) },
            "identify" => Identify(message, user, anonymous, person, at),
            "alias" => Alias(message, user, at),
            "group" => null,    // there are no groups here
            _ => Refuse("type", "The kind of message is not known.", "track, identify, page, screen, group or alias."),
        };
    }

    private IncomingEvent? Track(JsonElement message, string person, DateTimeOffset at)
    {
        if (SegmentNames.EventType(Text(message, "event")) is not { } type)
            return Refuse("event", "The name of the event is missing, or none of it can be used.", "Text with a letter or a digit.");
        var value = IsTrusted ? SegmentNames.Value(type, Object(message, "properties")) : null;
        return new()
        {
            Id = _id!,
            UserId = person,
            Type = type,
            At = at,
            Value = value?.Amount,
            Currency = value?.Currency,
            Properties = Properties(message),
        };
    }

    private IncomingEvent Identify(JsonElement message, string? user, string? anonymous, string person, DateTimeOffset at) => new()
    {
        Id = _id!,
        UserId = person,
        Type = IncomingEvent.ProfileType,
        At = at,
        Profile = new SegmentTraits(IsTrusted, at).Read(Object(message, "traits"), Object(message, "context")),
        MergeFrom = IsTrusted && user is not null && anonymous is not null && anonymous != user ? anonymous : null,
    };

    private IncomingEvent? Alias(JsonElement message, string? user, DateTimeOffset at)
    {
        if (!IsTrusted)
            return Refuse("previousId", "The source may not merge users.", "A key of full trust, kept on a server.");
        if (user is null || Id(message, "previousId") is not { } previous || previous == user)
            return Refuse("previousId", "An alias needs a userId and another previousId.", $"Text of 1 to {EventLimits.Id} characters.");
        return new() { Id = _id!, UserId = user, Type = IncomingEvent.ProfileType, At = at, MergeFrom = previous };
    }

    // Devices' clocks are wrong more often than a request takes long: what counts is how long before sending it happened. Never in the future.
    private DateTimeOffset At(JsonElement message)
    {
        var given = Instant(message, "timestamp") ?? Instant(message, "originalTimestamp");
        var sent = Instant(message, "sentAt") ?? sentAt;
        var at = given is not { } happened ? rules.Now
            : sent is { } left && left >= happened ? Before(rules.Now, left - happened)
            : happened;
        return at > rules.Now ? rules.Now : at;
    }

    // A clock may be so wrong that the difference is longer than all time there is; what is as old as that is refused.
    private static DateTimeOffset Before(DateTimeOffset now, TimeSpan ago) => ago < now - DateTimeOffset.MinValue ? now - ago : DateTimeOffset.MinValue;

    private static DateTimeOffset? Instant(JsonElement message, string name) =>
        message.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String && given.TryGetDateTimeOffset(out var at) ? at.ToUniversalTime() : null;

    // More than an event may hold is left out, not cut off: half of it could mean something else.
    private static JsonElement? Properties(JsonElement message) =>
        Object(message, "properties") is { } given && JsonMarshal.GetRawUtf8Value(given).Length <= EventLimits.PropertiesBytes ? given.Clone() : null;

    private static JsonElement? Object(JsonElement message, string name) =>
        message.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.Object ? given : null;

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } text ? text : null;

    // Some SDKs let numbers through as ids.
    private static string? Id(JsonElement message, string name)
    {
        if (!message.TryGetProperty(name, out var given))
            return null;
        var text = given.ValueKind switch
        {
            JsonValueKind.String => given.GetString()!,
            JsonValueKind.Number => given.GetRawText(),
            _ => "",
        };
        return EventForm.Id(text) is null ? text : null;
    }

    private static string Fingerprint(JsonElement message) => "segment-" + Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(message)));

    private IncomingEvent? Refuse(string field, string reason, string allowed)
    {
        Refusal = new(position, _id is { Length: <= EventLimits.Id } ? _id : null, field, reason, allowed);
        return null;
    }
}
