namespace WinBack.Core.Reporting.Randomised;

/// <summary>What became of a row.</summary>
public enum RowResult
{
    /// <summary>It is counted.</summary>
    Counted,

    /// <summary>It is not: there are <see cref="RandomisedTable.MostArms"/> other arms already.</summary>
    ArmTooMany,

    /// <summary>It is not: there are <see cref="RandomisedTable.MostSegments"/> other segments already.</summary>
    SegmentTooMany,
}
