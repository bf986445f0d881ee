using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Events;

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

    /// <summary>ISO 4217 code of <see cref="Value"/>; null for the currency of reports.</summary>
    public string? Currency { get; init; }

    /// <summary><see cref="Value"/> in the currency of reports as it was counted, where that was another; null else.</summary>
    public decimal? Converted { get; init; }

    /// <summary>What the event counted for, in the currency of reports.</summary>
    [JsonIgnore]
    public decimal? Worth => Converted ?? Value;

    /// <summary>Anything else the source sent; at most 32 KiB of JSON.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>Consent the event gave or withdrew without naming a purpose, so that the audit can derive it from history.</summary>
    public IReadOnlyDictionary<Channel, Consent>? Consents { get; init; }

    /// <summary>Consent the event gave or withdrew for purposes by name; null for none.</summary>
    public IReadOnlyList<PurposeConsent>? Purposes { get; init; }

    /// <summary>What the event said about a channel and a purpose; on a tie of both ways to say it, "no". Null for nothing.</summary>
    public Consent? Said(Channel channel, string purpose)
    {
        var named = Purposes?.FirstOrDefault(each => each.Channel == channel && each.Purpose == purpose)?.Said;
        var unnamed = Consents?.GetValueOrDefault(channel) is { } said && (purpose == ConsentPurpose.Default || !said.Given) ? said : null;
        return named is null || unnamed is null ? named ?? unnamed : ConsentMerge.Newer(named, unnamed);
    }

    /// <summary>Whether it says no to anything.</summary>
    public bool WithdrawsConsent() => Consents?.Values.Any(said => !said.Given) == true || Purposes?.Any(each => !each.Said.Given) == true;
}
