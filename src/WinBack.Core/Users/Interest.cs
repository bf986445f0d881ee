namespace WinBack.Core.Users;

/// <summary>That a person looked at an item, or bought it.</summary>
/// <param name="Item">The item's id.</param>
public sealed record Interest(string Item)
{
    private readonly IReadOnlyDictionary<string, DateTimeOffset>? _looks;

    /// <summary>By event type: when the person last did one with it. Empty for an item that was bought and not looked at since.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Looks { get => _looks ?? System.Collections.Frozen.FrozenDictionary<string, DateTimeOffset>.Empty; init => _looks = value; }

    /// <summary>When the person last bought it; null for never, as far as is remembered.</summary>
    public DateTimeOffset? BoughtAt { get; init; }

    /// <summary>The latest of all these instants.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset Latest => Looks.Values.Append(BoughtAt ?? DateTimeOffset.MinValue).Max();
}
