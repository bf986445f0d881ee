using WinBack.Core.Events;

namespace WinBack.Core.Lapse;

/// <summary>What is known of an item. Price and availability each carry their own instant, and the newest wins in whatever order states arrive.</summary>
/// <param name="Item">The item's id.</param>
public sealed record KnownItem(string Item)
{
    /// <summary>Prices remembered: enough to say what a person saw who looked some time ago.</summary>
    public const int MostPrices = 20;

    private readonly IReadOnlyList<ItemPrice>? _prices;

    /// <summary>Instant of the newest state.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is to be had.</summary>
    public string? Url { get; init; }

    /// <summary>Different prices in turn, oldest first.</summary>
    public IReadOnlyList<ItemPrice> Prices { get => _prices ?? []; init => _prices = value; }

    /// <summary>Instant of the newest state that said a price.</summary>
    public DateTimeOffset? PriceAt { get; init; }

    /// <summary>Whether it can be bought; null where the shop never said.</summary>
    public bool? Available { get; init; }

    /// <summary>Instant of the newest state that said whether it can be bought.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>With what a state says, and the news in it. A state that is not newer than what is known of a field changes nothing of it.</summary>
    /// <remarks>The price of what cannot be bought is no news: it is when it is there again.</remarks>
    public ItemUpdate With(ItemState state)
    {
        var (takesPrice, takesAvailable) = (state.Price is not null && !(PriceAt >= state.At), state.Available is not null && !(AvailableAt >= state.At));
        if (!takesPrice && !takesAvailable)
            return new(this, [], Says(state) ? ItemOutcome.Unchanged : ItemOutcome.Stale);
        var isNewest = !(At >= state.At);
        var item = this with
        {
            At = isNewest ? state.At : At,
            Name = isNewest ? state.Name ?? Name : Name ?? state.Name,
            Url = isNewest ? state.Url ?? Url : Url ?? state.Url,
            PriceAt = takesPrice ? state.At : PriceAt,
            Prices = takesPrice ? PricesWith(new(state.At, state.Price!.Value, state.Currency!)) : Prices,
            AvailableAt = takesAvailable ? state.At : AvailableAt,
            Available = takesAvailable ? state.Available : Available,
        };
        List<ItemChange> news = [];
        if (takesPrice && item.IsCheaperThan(this) && item.Available != false)
            news.Add(item.News(ItemEvent.PriceDrop, state.At));
        if (takesAvailable && Available == false && item.Available == true)
            news.Add(item.News(ItemEvent.BackInStock, state.At));
        var isSame = ReferenceEquals(item.Prices, Prices) && item.Available == Available && item.Name == Name && item.Url == Url;
        return new(item, news, isSame ? ItemOutcome.Unchanged : ItemOutcome.Changed);
    }

    private ItemChange News(string type, DateTimeOffset at) => new(type, Item, at) { Name = Name, Url = Url, Prices = Prices };

    private IReadOnlyList<ItemPrice> PricesWith(ItemPrice price) => Prices is [.., var last] && (last.Amount, last.Currency) == (price.Amount, price.Currency)
        ? Prices
        : [.. Prices.TakeLast(MostPrices - 1), price];

    private bool IsCheaperThan(KnownItem before) =>
        Prices is [.., var now] && before.Prices is [.., var then] && now.Currency == then.Currency && now.Amount < then.Amount;

    // What is known at that very instant; said again it is no contradiction.
    private bool Says(ItemState state) =>
        (state.Price is null || (PriceAt == state.At && Prices is [.., var now] && now.Amount == state.Price && now.Currency == state.Currency))
        && (state.Available is null || (AvailableAt == state.At && Available == state.Available));
}

/// <summary>What a state made of an item.</summary>
/// <param name="Item">As it is known now.</param>
/// <param name="News">What became true by it; mostly nothing.</param>
/// <param name="Outcome">For the answer.</param>
public sealed record ItemUpdate(KnownItem Item, IReadOnlyList<ItemChange> News, ItemOutcome Outcome);

/// <summary>What came of a posted state.</summary>
public enum ItemOutcome
{
    /// <summary>Something is known that was not.</summary>
    Changed,

    /// <summary>It was known already.</summary>
    Unchanged,

    /// <summary>Newer states are known, and stand.</summary>
    Stale,
}
