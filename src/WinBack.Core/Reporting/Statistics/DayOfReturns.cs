namespace WinBack.Core.Reporting.Statistics;

/// <summary>What happened so many days after enrolment.</summary>
/// <param name="Day">Days since enrolment; those that are past count, so the first may be 0.</param>
/// <param name="Returned">Came back on that day. Not negative.</param>
/// <param name="Censored">Were last seen on that day, without having come back: their window ended or is still open. At risk until then. Not negative.</param>
public readonly record struct DayOfReturns(int Day, long Returned, long Censored);
