using System.Text;
using System.Text.Json;

namespace WinBack.Core.Events.Segment;

/// <summary>How names and amounts of the Segment specification stand here.</summary>
internal static class SegmentNames
{
    // "Order Completed" carries what was paid; "Order Refunded" what was given back.
    private const string Refund = "order_refunded";

    private static readonly string[] Amounts = ["value", "revenue", "total"];

    /// <summary>The type of a track message: <c>Order Completed</c> is <c>order_completed</c>. Null when no letter or digit is left.</summary>
    public static string? EventType(string? name)
    {
        if (name is null)
            return null;
        var type = new StringBuilder(Math.Min(name.Length, EventLimits.Type));
        foreach (var c in name)
        {
            if (type.Length == EventLimits.Type)
                break;
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-')
                type.Append(char.ToLowerInvariant(c));
            else if (type.Length > 0 && type[^1] != '_')
                type.Append('_');
        }

        var trimmed = type.ToString().Trim('_');
        return trimmed.Any(char.IsAsciiLetterOrDigit) && IncomingEvent.IsDeed(trimmed) ? trimmed : null;
    }

    /// <summary>The name of an attribute; null when none of it can be used.</summary>
    public static string? Attribute(string name)
    {
        var kept = string.Concat(name.Take(EventLimits.AttributeName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return kept.Any(char.IsAsciiLetterOrDigit) ? kept : null;
    }

    /// <summary>What an event is worth: the first of value, revenue and total, negative for a refund.</summary>
    public static (decimal Amount, string? Currency)? Value(string type, JsonElement? properties)
    {
        if (properties is not { } given)
            return null;
        foreach (var name in Amounts)
        {
            if (given.TryGetProperty(name, out var amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out var value) && EventForm.Value(value) is null)
                return (type == Refund ? -Math.Abs(value) : value, Currency(given));
        }

        return null;
    }

    private static string? Currency(JsonElement properties) =>
        properties.TryGetProperty("currency"u8, out var given) && given.ValueKind == JsonValueKind.String && given.GetString()!.ToUpperInvariant() is var code
        && EventForm.Currency(code) is null ? code : null;
}
