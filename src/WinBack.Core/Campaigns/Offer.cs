using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>What a touch gives for coming back. Campaigns that name one id share its codes and its budget.</summary>
public sealed record Offer
{
    /// <summary>Id: 1 to 30 characters <c>[a-z0-9-]</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Pattern of generated codes, each <c>#</c> a character nobody can guess; null where codes come from those imported under <see cref="Id"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>What it is worth to whoever is in none of <see cref="Tiers"/>.</summary>
    public required OfferValue Value { get; init; }

    /// <summary>What it is worth to some; the first whose condition holds is theirs. At most 10.</summary>
    public IReadOnlyList<OfferTier> Tiers { get; init; } = [];

    /// <summary>How long a code holds from when it is taken; null for no end.</summary>
    public Threshold? Expires { get; init; }

    /// <summary>The most that is handed out in all; null for no limit.</summary>
    public OfferBudget? Budget { get; init; }

    /// <summary>Time after one code in which a person gets no other of this offer, in whatever campaign; null for none.</summary>
    public Threshold? OncePer { get; init; }

    /// <summary>What must be left to the shop; null for nothing.</summary>
    public MarginFloor? MarginFloor { get; init; }

    /// <summary>What becomes of the touch when no code or no budget is left.</summary>
    public WhenExhausted WhenExhausted { get; init; }

    /// <summary>Whether a message that goes out always has it, so that no text needs to do without.</summary>
    public bool IsCertain => WhenExhausted == WhenExhausted.Skip && OncePer is null && MarginFloor is null && Expires is null && Tiers.All(tier => tier.Value is not null);
}

/// <summary>Another worth for some.</summary>
/// <param name="When">Who.</param>
/// <param name="Value">What it is worth to them; null for no offer at all.</param>
public sealed record OfferTier(Condition When, OfferValue? Value);

/// <summary>A limit over all campaigns and persons, for ever.</summary>
/// <param name="Count">Codes; null for no limit.</param>
/// <param name="Amount">Sum of what each code may cost at most, in the currency of the offer; null for no limit.</param>
public sealed record OfferBudget(int? Count, decimal? Amount);

/// <summary>An offer that leaves less than this is not made.</summary>
/// <param name="Of">
/// Path of the margin: <c>attributes.NAME</c> or <c>trigger.NAME</c>, in the unit of the value: percent, or the currency; or <see cref="OfItem"/>. One that is not known leaves nothing.
/// </param>
/// <param name="AtLeast">What must be left of it.</param>
public sealed record MarginFloor(string Of, decimal AtLeast)
{
    /// <summary>The margin that the catalogue gives for the item that the entering event names, else for the first that <c>attributes.recommended</c> does; a sum in the item's currency.</summary>
    public const string OfItem = "item.margin";

    /// <summary>Property of the entering event that names an item.</summary>
    public const string ItemProperty = "item";
}

/// <summary>What becomes of a touch whose offer has run out.</summary>
public enum WhenExhausted
{
    /// <summary>It goes out without.</summary>
    WithoutOffer,

    /// <summary>It passes.</summary>
    Skip,
}
