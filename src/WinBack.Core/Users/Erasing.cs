namespace WinBack.Core.Users;

/// <summary>An erasure under way, as it stands in the user row until every other row of the person is gone.</summary>
/// <param name="At">When it began.</param>
/// <param name="Check">The person's next check as it was filed: its row is deleted rather than left to go stale.</param>
public sealed record Erasing(DateTimeOffset At, DateTimeOffset? Check)
{
    private readonly IReadOnlyList<string>? _items;

    /// <summary>Items the person was interested in: what leads from them to the person is deleted.</summary>
    public IReadOnlyList<string> Items { get => _items ?? []; init => _items = value; }
}
