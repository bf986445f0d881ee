using WinBack.Core.Reporting.Randomised;

namespace WinBack.Local.Randomised;

/// <summary>Which columns of a file are the arm, the metrics and the segment.</summary>
internal sealed record TableColumns
{
    /// <summary>Metrics that a table may have.</summary>
    public const int MostMetrics = 20;

    /// <summary>Column of the arm.</summary>
    public required string Arm { get; init; }

    /// <summary>Column of the segment; null for none.</summary>
    public string? Segment { get; init; }

    /// <summary>Metrics, by the names of their columns.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Whether an empty cell of a metric is a zero; otherwise it is an error, since nobody knows whether it says nothing or none.</summary>
    public bool EmptyIsZero { get; init; }

    /// <summary>Finds them in a first line.</summary>
    /// <returns>Indexes from 0: of the arm, of the segment or −1, and of each metric.</returns>
    /// <exception cref="InvalidDataException">One is not there, or there twice.</exception>
    public (int Arm, int Segment, int[] Metrics) Bind(IReadOnlyList<string> header) =>
        (Find(header, Arm), Segment is { } segment ? Find(header, segment) : -1, [.. Metrics.Select(metric => Find(header, metric.Name))]);

    private static int Find(IReadOnlyList<string> header, string name)
    {
        int[] found = [.. Enumerable.Range(0, header.Count).Where(index => header[index].Equals(name, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InvalidDataException($"The file has no column '{name}'; its first line has: {string.Join(", ", header)}."),
            _ => throw new InvalidDataException($"The file has {found.Length} columns '{name}'; give them different names."),
        };
    }
}
