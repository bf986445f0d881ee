namespace WinBack.Core.Reporting.Rollups;

/// <summary>
/// The sums of one campaign over the enrolments of a day, a month or more, as marginals: by arm, by variant, by language, and so on, never their cross
/// product. Two of them add up to that of both. From the same facts it is always the same, whatever order they come in.
/// </summary>
public sealed class Rollup
{
    /// <summary>Segments, and languages, that a report tells apart; the rest is summed up as <see cref="Other"/>.</summary>
    public const int MostValues = 32;

    /// <summary>The same of the sums of a day or a month. More than in a report, so that a value need not be among the largest of each day to be whole in it.</summary>
    public const int MostStored = 64;

    /// <summary>Stands for all values that are not told apart, and for those of days on which a value was not among the <see cref="MostStored"/> largest.</summary>
    public const string Other = "other";

    /// <summary>Stands for persons in no segment, or of no known language. Names of segments have no brackets, and languages are letters.</summary>
    public const string None = "(none)";

    // A row takes 128 KiB, and a cell some 350 bytes of it.
    private const int MostStoredCells = 256;

    /// <summary>By arm.</summary>
    public SortedDictionary<string, ArmCell> Arms { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Of the persons enrolled for the first time in any campaign: arm <c>Global</c> and all others, by the share of the former.</summary>
    public SortedDictionary<string, OutcomeSums> Programme { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By UTC day of entry.</summary>
    public SortedDictionary<string, MarginalCell> Days { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By variant.</summary>
    public SortedDictionary<string, MarginalCell> Variants { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By segment; all are <see cref="None"/> where the campaign has no segments.</summary>
    public SortedDictionary<string, MarginalCell> Segments { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By language.</summary>
    public SortedDictionary<string, MarginalCell> Locales { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By the channel of the first touch, of those whose first touch passed every rule.</summary>
    public SortedDictionary<string, MarginalCell> Channels { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Hand-overs by touch and channel.</summary>
    public SortedDictionary<string, TouchCount> Touches { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Answers to the survey.</summary>
    public SortedDictionary<string, long> Answers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Offers.</summary>
    public SortedDictionary<string, OfferCount> Offers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Facts of enrolments that are not of these days.</summary>
    public long Strays { get; set; }

    /// <summary>Enrolments whose window is open.</summary>
    public long Open => Arms.Values.Sum(cell => cell.Enrolled - cell.Void - cell.Closed);

    /// <summary>Whether nothing at all is in it.</summary>
    public bool IsEmpty => Arms.Count + Touches.Count + Offers.Count == 0 && Strays == 0;

    /// <summary>Adds all of another.</summary>
    public void Add(Rollup other)
    {
        Strays += other.Strays;
        Join(Arms, other.Arms, (mine, its) => mine.Add(its));
        Join(Programme, other.Programme, (mine, its) => mine.Add(its));
        Join(Days, other.Days, (mine, its) => mine.Add(its));
        Join(Variants, other.Variants, (mine, its) => mine.Add(its));
        Join(Segments, other.Segments, (mine, its) => mine.Add(its));
        Join(Locales, other.Locales, (mine, its) => mine.Add(its));
        Join(Channels, other.Channels, (mine, its) => mine.Add(its));
        foreach (var (key, count) in other.Touches)
            Touches[key] = Touches.TryGetValue(key, out var held) ? held.With(count) : count;
        foreach (var (key, count) in other.Answers)
            Answers[key] = Answers.GetValueOrDefault(key) + count;
        foreach (var (key, count) in other.Offers)
            Offers[key] = Offers.TryGetValue(key, out var held) ? held.With(count) : count;
    }

    /// <summary>The same with at most <see cref="MostValues"/> segments and languages: those with the most enrolments, and of as many the first in the alphabet.</summary>
    public Rollup ForReport() => Bounded(MostValues, int.MaxValue);

    /// <summary>The same with at most <see cref="MostStored"/>, and fewer where many arms and shares would make its rows too large.</summary>
    public Rollup ForStorage() => Bounded(MostStored, MostStoredCells);

    /// <summary>The cell of a key, made where there is none.</summary>
    internal static T Cell<T>(SortedDictionary<string, T> cells, CellKey key)
        where T : new()
    {
        if (!cells.TryGetValue(key.Text, out var cell))
            cells.Add(key.Text, cell = new());
        return cell;
    }

    private Rollup Bounded(int values, int cells)
    {
        if (!IsOver(Segments, values, cells) && !IsOver(Locales, values, cells))
            return this;
        Rollup bounded = new();
        bounded.Add(this);
        Bound(bounded.Segments, values, cells);
        Bound(bounded.Locales, values, cells);
        return bounded;
    }

    private static bool IsOver(SortedDictionary<string, MarginalCell> cells, int mostValues, int mostCells)
    {
        var values = cells.Keys.Select(each => CellKey.Parse(each).Value).Where(value => value != Other).ToList();
        return values.Count > mostCells || values.Where(value => value != None).Distinct(StringComparer.Ordinal).Skip(mostValues).Any();
    }

    private static void Bound(SortedDictionary<string, MarginalCell> cells, int mostValues, int mostCells)
    {
        var all = cells.Select(each => (Key: CellKey.Parse(each.Key), Cell: each.Value)).ToList();
        var taken = all.Count(each => each.Key.Value == None);
        var kept = all.Where(each => each.Key.Value is not (Other or None)).GroupBy(each => each.Key.Value, StringComparer.Ordinal)
            .OrderByDescending(each => each.Sum(cell => cell.Cell.Enrolled)).ThenBy(each => each.Key, StringComparer.Ordinal)
            .Take(mostValues).TakeWhile(each => (taken += each.Count()) <= mostCells).Select(each => each.Key).ToHashSet(StringComparer.Ordinal);
        cells.Clear();
        foreach (var (key, cell) in all)
            Cell(cells, key.Value == None || kept.Contains(key.Value) ? key : key with { Value = Other }).Add(cell);
    }

    // Never shares a cell with the other: it goes on being added to.
    private static void Join<T>(SortedDictionary<string, T> mine, SortedDictionary<string, T> its, Action<T, T> add)
        where T : new()
    {
        foreach (var (key, cell) in its)
            add(Cell(mine, CellKey.Parse(key)), cell);
    }
}
