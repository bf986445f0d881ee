using WinBack.Core.Events;

namespace WinBack.Core.Lapse;

/// <summary>News of an item: that its price fell, or that it is there again.</summary>
/// <param name="Type">A type of <see cref="ItemEvent"/>.</param>
/// <param name="Item">The item's id.</param>
/// <param name="At">Since when, by the shop.</param>
public sealed record ItemChange(string Type, string Item, DateTimeOffset At)
{
    private readonly IReadOnlyList<ItemPrice>? _prices;

    /// <summary>What people call it; null where the shop did not say.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is to be had; null where the shop did not say.</summary>
    public string? Url { get; init; }

    /// <summary>Prices so far, oldest first, that of now last; empty where the shop says none.</summary>
    public IReadOnlyList<ItemPrice> Prices { get => _prices ?? []; init => _prices = value; }

    /// <summary>What it costs now.</summary>
    public ItemPrice? Price => Prices is [.., var now] ? now : null;

    /// <summary>What it cost before; for a price drop there is one.</summary>
    public ItemPrice? Before => Prices is [.., var before, _] ? before : null;

    /// <summary>By how much the price fell, in percent of the price before, rounded down to hundredths; 0 where it did not.</summary>
    public decimal Percent => (Before, Price) is ({ Amount: > 0 } before, { } now) && now.Amount < before.Amount
        ? Math.Floor((before.Amount - now.Amount) * 10_000 / before.Amount) / 100
        : 0;

    /// <summary>The price at an instant; null where it is not known any more.</summary>
    public ItemPrice? PriceAt(DateTimeOffset at) => Prices.LastOrDefault(price => price.At <= at);

    /// <summary>The same news, where it still holds, as it is to be told when the item is known as it is now: with the price of now against the price before the news.</summary>
    /// <remarks>Not against the latest price before: a small fall after a great one would hide it.</remarks>
    public ItemChange ToldOf(KnownItem item) => this with
    {
        Name = item.Name ?? Name,
        Url = item.Url ?? Url,
        Prices = Type == ItemEvent.BackInStock || item.Prices is not [.., var now] ? item.Prices : [.. Prices.SkipLast(1), Prices[^1] with { Amount = now.Amount }],
    };

    /// <summary>Whether it is still true of the item as it is known now: else it is news for nobody any more.</summary>
    public bool StillHolds(KnownItem item) => Type == ItemEvent.BackInStock
        ? item.Available == true
        : item.Available != false && item.Prices is [.., var now] && now.Currency == Price?.Currency && now.Amount <= Price.Amount;
}

/// <summary>What an item costs since an instant.</summary>
/// <param name="At">Since when.</param>
/// <param name="Amount">Not negative.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record ItemPrice(DateTimeOffset At, decimal Amount, string Currency);
