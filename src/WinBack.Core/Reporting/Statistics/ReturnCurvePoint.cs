namespace WinBack.Core.Reporting.Statistics;

/// <summary>A day of a return curve.</summary>
/// <param name="Day">Days since enrolment.</param>
/// <param name="AtRisk">Persons not back, and still watched, when the day began. Below some twenty the band is wide, and the point says little.</param>
/// <param name="ReturnedToday">Persons who came back on that day.</param>
/// <param name="Returned">Share that had come back by the end of the day, 0 to 1, with the band at that day.</param>
public sealed record ReturnCurvePoint(int Day, long AtRisk, long ReturnedToday, Estimate Returned);
