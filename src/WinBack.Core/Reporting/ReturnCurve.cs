using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>How many of one arm of the primary population had come back by each day, all shares of the holdout together: where the share changed, the distance between the arms is not the effect.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="Points">Kaplan-Meier, log-log band at each day; a day on which nobody came back has no point, but for the last.</param>
public sealed record ReturnCurve(Arm Arm, IReadOnlyList<ReturnCurvePoint> Points);
