namespace WinBack.Core.Reporting.Randomised;

/// <summary>What the numbers of a metric are.</summary>
public enum MetricKind
{
    /// <summary>1 for a user who did it and 0 for one who did not; compared as rates.</summary>
    Converted,

    /// <summary>An amount per user, 0 for none, of either sign; compared as means over all users.</summary>
    Revenue,
}
