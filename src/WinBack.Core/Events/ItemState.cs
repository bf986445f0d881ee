namespace WinBack.Core.Events;

/// <summary>What a shop says of one item at an instant. What it does not say is null and stays as it was.</summary>
public sealed record ItemState
{
    /// <summary>Characters of an item's id.</summary>
    public const int LongestItem = 100;

    /// <summary>Characters of a name and of an address: what a template may show of a trigger.</summary>
    public const int LongestText = 200;

    /// <summary>The item's id: 1 to <see cref="LongestItem"/> characters, as in the events of people who look at it.</summary>
    public required string Item { get; init; }

    /// <summary>Since when it is so, by the shop.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it costs; not negative.</summary>
    public decimal? Price { get; init; }

    /// <summary>ISO 4217 code; beside every price.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether it can be bought.</summary>
    public bool? Available { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is to be had; https.</summary>
    public string? Url { get; init; }
}
