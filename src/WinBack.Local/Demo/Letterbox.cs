namespace WinBack.Local.Demo;

/// <summary>What reached each shopper, of whatever campaign, and what they did because of it.</summary>
internal sealed class Letterbox
{
    private static readonly List<Letter> None = [];

    private readonly Dictionary<string, List<Letter>> _byShopper = new(StringComparer.Ordinal);

    public void Add(Shopper shopper, string campaign, DateTimeOffset at, Deed? moved)
    {
        if (!_byShopper.TryGetValue(shopper.Id, out var letters))
            _byShopper.Add(shopper.Id, letters = []);
        letters.Add(new(campaign, at, moved));
    }

    /// <summary>Whether another campaign wrote within a span; its end is exclusive.</summary>
    public bool HasOther(Shopper shopper, string campaign, DateTimeOffset from, DateTimeOffset to) =>
        Of(shopper).Exists(letter => letter.Campaign != campaign && letter.At >= from && letter.At < to);

    /// <summary>Whether another campaign's message made the shopper do what counts within a span; both ends are exclusive.</summary>
    public bool MovedByOther(Shopper shopper, string campaign, Func<string, bool> counts, DateTimeOffset after, DateTimeOffset before) =>
        Of(shopper).Exists(letter => letter.Campaign != campaign && letter.Moved is { } moved && counts(moved.Type) && moved.At > after && moved.At < before);

    private List<Letter> Of(Shopper shopper) => _byShopper.GetValueOrDefault(shopper.Id, None);

    private sealed record Letter(string Campaign, DateTimeOffset At, Deed? Moved);
}
