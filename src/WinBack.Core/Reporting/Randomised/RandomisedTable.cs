using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Randomised;

/// <summary>
/// Any table with one row for each user that chance put into an arm, counted row by row. Needs a few numbers for each arm of each segment, whatever the number of rows.
/// </summary>
/// <param name="metrics">Columns to compare; may be none, then only the arms are counted.</param>
public sealed class RandomisedTable(IReadOnlyList<Metric> metrics)
{
    /// <summary>Arms that a table may have. More are a column of something else, such as user ids.</summary>
    public const int MostArms = 20;

    /// <summary>Segments that a table may have.</summary>
    public const int MostSegments = 100;

    private readonly Dictionary<string, Dictionary<string, MetricSums>> _bySegment = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _arms = new(StringComparer.Ordinal);

    /// <summary>The arms seen so far, in ordinal order.</summary>
    public IReadOnlyCollection<string> Arms => _arms;

    /// <summary>Counts one row.</summary>
    /// <param name="arm">Of the user.</param>
    /// <param name="segment">Of the user; the same text, such as an empty one, for all when the table has no segments.</param>
    /// <param name="values">One finite number for each metric; 0 or 1 for a <see cref="MetricKind.Converted"/>.</param>
    public RowResult Add(string arm, string segment, ReadOnlySpan<double> values)
    {
        if (!_bySegment.TryGetValue(segment, out var arms))
        {
            if (_bySegment.Count == MostSegments)
                return RowResult.SegmentTooMany;
            _bySegment.Add(segment, arms = new(StringComparer.Ordinal));
        }

        if (!arms.TryGetValue(arm, out var sums))
        {
            if (_arms.Count == MostArms && !_arms.Contains(arm))
                return RowResult.ArmTooMany;
            _arms.Add(arm);
            arms.Add(arm, sums = new(metrics.Count));
        }

        sums.Add(values);
        return RowResult.Counted;
    }

    /// <summary>Compares what was added so far.</summary>
    /// <param name="design">Its arms are those of the table.</param>
    /// <param name="isSegmented">Whether segments are told apart, besides all users together.</param>
    /// <exception cref="ArgumentException">The control is no arm here, or the shares are not those of the arms here.</exception>
    public TableReport ToReport(TableDesign design, bool isSegmented)
    {
        if (!_arms.Contains(design.Control))
            throw new ArgumentException($"'{design.Control}' is no arm of the table.", nameof(design));
        if (design.Shares is { } shares && !_arms.SetEquals(shares.Keys))
            throw new ArgumentException("The shares are not those of the table's arms.", nameof(design));
        string[] arms = [design.Control, .. _arms.Where(arm => arm != design.Control)];
        var population = new Population(metrics, arms, [.. arms.Select(arm => design.Shares?[arm] ?? (1.0 / arms.Length))], ConfidenceSequence.TunedFor(design.Expected));
        MetricSums[] total = [.. arms.Select(Total)];
        var segments = isSegmented ? Segments(population, arms) : [];
        var all = new ComparisonFamily(population.Contrasts(total, everyPair: true));
        var within = new ComparisonFamily([.. segments.SelectMany(segment => segment.Contrasts)]);
        var assignment = population.Check(total, SequentialAssignmentCheck.Alarm);
        return new()
        {
            Confidence = Confidence.Usual,
            Control = design.Control,
            Users = total.Sum(arm => arm.Users),
            Expected = design.Expected,
            Arms = population.Arms(total),
            Assignment = assignment,
            Comparisons = all.ToComparisons(assignment.IsBalanced),
            Segments = [.. segments.Select(segment => segment.ToTableSegment(within, assignment.IsBalanced))],
            Notes = [.. TableNotes.Of(design, arms, all.Count, within.Count, isSegmented)],
        };
    }

    private SegmentSums[] Segments(Population population, string[] arms) =>
    [
        .. _bySegment.OrderBy(segment => segment.Key, StringComparer.Ordinal)
            .Select(segment => new SegmentSums(
                segment.Key, population, [.. arms.Select(arm => segment.Value.GetValueOrDefault(arm) ?? new(metrics.Count))], _bySegment.Count)),
    ];

    private MetricSums Total(string arm)
    {
        var total = new MetricSums(metrics.Count);
        foreach (var sums in _bySegment.Values.Select(arms => arms.GetValueOrDefault(arm)).OfType<MetricSums>())
            total.Add(sums);
        return total;
    }
}
