using System.Text.Json;

namespace WinBack.Core.Users;

/// <summary>An event as kept: history, dedupe record, and the source of rehearsal and export.</summary>
public sealed record StoredEvent
{
    /// <summary>Event id, unique for its user.</summary>
    public required string Id { get; init; }

    /// <summary>Event type.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, by its source.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it arrived here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Value, for purchases and the like; negative for refunds.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code of <see cref="Value"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>Anything else the source sent; at most 32 KiB of JSON.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>Consent the event gave or withdrew, so that the audit can derive it from history.</summary>
    public IReadOnlyDictionary<Channel, Consent>? Consents { get; init; }
}
