using System.Runtime.InteropServices;
using System.Text.Json;

namespace WinBack.Core.Events;

/// <summary>Reads one item state. The first thing that is wrong refuses it, with the field and what is allowed.</summary>
internal sealed class ItemReader(int position, EventRules rules)
{
    private static readonly string[] Fields = ["item", "at", "price", "currency", "available", "name", "url"];

    private string? _item;

    /// <summary>Set when <see cref="Read"/> gave null.</summary>
    public Refusal? Refusal { get; private set; }

    public ItemState? Read(JsonElement given)
    {
        if (given.ValueKind != JsonValueKind.Object)
            return Refuse("", $"The item state is {EventReader.Kind(given)}.", "An object with item and at, and price or available.");
        if (HalfCharacter.IsIn(JsonMarshal.GetRawUtf8Value(given)))
            return Refuse("", "A text holds one half of a surrogate pair.", "Whole Unicode characters.");
        if (Text(given, "item", ItemState.LongestItem) is not { } item)
            return Refusal is null ? Refuse("item", "The field is missing.", $"A text of 1 to {ItemState.LongestItem} characters.") : null;
        _item = item;
        if (given.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !Fields.Contains(name, StringComparer.Ordinal)) is { } unknown)
            return Refuse(unknown.Length <= 64 ? unknown : unknown[..64], "The field is not known.", $"{string.Join(", ", Fields)}.");
        if (At(given) is not { } at)
            return null;
        var state = new ItemState
        {
            Item = item,
            At = at,
            Price = Price(given),
            Currency = Currency(given),
            Available = Available(given),
            Name = Text(given, "name", ItemState.LongestText),
            Url = Url(given),
        };
        if (Refusal is null && (state.Price is null) != (state.Currency is null))
            return Refuse(state.Price is null ? "price" : "currency", "A price and its currency go together.", "Both, or neither.");
        if (Refusal is null && state.Price is null && state.Available is null)
            return Refuse("", "The item state says nothing.", "price with currency, available, or both.");
        return Refusal is null ? state : null;
    }

    private DateTimeOffset? At(JsonElement given)
    {
        if (!given.TryGetProperty("at"u8, out var value) || !EventReader.TryInstant(value, out var at))
        {
            Refuse("at", "The value is missing or no RFC 3339 instant.", "For example 2026-11-24T07:15:00Z, with an offset or Z.");
            return null;
        }

        if (EventForm.At(at, rules) is not { } fault)
            return at;
        Refuse("at", fault.Reason, fault.Allowed);
        return null;
    }

    private decimal? Price(JsonElement given)
    {
        if (!Has(given, "price", out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var price) && price is >= 0 and <= EventLimits.Value)
            return price;
        Refuse("price", "The price is no number within bounds.", $"A number from 0 to {EventLimits.Value}.");
        return null;
    }

    private string? Currency(JsonElement given)
    {
        if (!Has(given, "currency", out var value))
            return null;
        var code = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (EventForm.Currency(code) is not { } fault)
            return code;
        Refuse("currency", fault.Reason, fault.Allowed);
        return null;
    }

    private bool? Available(JsonElement given)
    {
        if (!Has(given, "available", out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse("available", $"The value is {EventReader.Kind(value)}.", "true or false.");
        return null;
    }

    private string? Text(JsonElement given, string field, int most)
    {
        if (!Has(given, field, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length >= 1 && text.Length <= most && !text.Any(char.IsControl))
        {
            if (DirectionControl.In(text) is not { } turn)
                return text;
            Refuse(field, $"The value holds {turn}, which turns the direction of the text around it.", "Text without it.");
            return null;
        }

        Refuse(field, "The value is no text, or of a length or with characters that are not allowed.", $"A text of 1 to {most} characters on one line.");
        return null;
    }

    private string? Url(JsonElement given)
    {
        if (Text(given, "url", ItemState.LongestText) is not { } url)
            return null;
        if (url.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var read) && read.UserInfo.Length == 0)
            return url;
        Refuse("url", "The value is no https address.", $"An https address of at most {ItemState.LongestText} characters.");
        return null;
    }

    private static bool Has(JsonElement given, string field, out JsonElement value) => given.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    private ItemState? Refuse(string field, string reason, string allowed)
    {
        Refusal ??= new(position, _item, field, reason, allowed);
        return null;
    }
}
