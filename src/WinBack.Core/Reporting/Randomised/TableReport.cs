namespace WinBack.Core.Reporting.Randomised;

/// <summary>What a randomised table says. Members may be added; those that are here keep their names and meaning.</summary>
public sealed record TableReport
{
    /// <summary>Confidence level of every interval that has none of its own, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The arm that the others are compared with first.</summary>
    public required string Control { get; init; }

    /// <summary>Rows, each one user.</summary>
    public required long Users { get; init; }

    /// <summary>Users in two arms at which the always-valid intervals are narrowest.</summary>
    public required long Expected { get; init; }

    /// <summary>The arms: the control, then the others in ordinal order.</summary>
    public required IReadOnlyList<TableArm> Arms { get; init; }

    /// <summary>Whether the arms came out as drawn.</summary>
    public required TableAssignment Assignment { get; init; }

    /// <summary>By metric, every arm against the control and then every other pair.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>The same within each segment, against the control only, in ordinal order; empty where none were asked for.</summary>
    public required IReadOnlyList<TableSegment> Segments { get; init; }

    /// <summary>What to keep in mind, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether the arms came out as drawn, in all and in every segment.</summary>
    public bool IsBalanced => Assignment.IsBalanced && Segments.All(segment => segment.Assignment.IsBalanced);
}
