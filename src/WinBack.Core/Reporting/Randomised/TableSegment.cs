namespace WinBack.Core.Reporting.Randomised;

/// <summary>One segment.</summary>
/// <param name="Segment">As the table calls it.</param>
/// <param name="Users">Rows.</param>
/// <param name="Arms">The arms, in the order of the table's; an arm may have nobody here.</param>
/// <param name="Assignment">Whether they came out as drawn; all segments together alarm as seldom as the table does.</param>
/// <param name="Comparisons">By metric, every arm against the control, corrected together with those of all segments.</param>
public sealed record TableSegment(string Segment, long Users, IReadOnlyList<TableArm> Arms, TableAssignment Assignment, IReadOnlyList<Comparison> Comparisons);
