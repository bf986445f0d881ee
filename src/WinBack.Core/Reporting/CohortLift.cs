namespace WinBack.Core.Reporting;

/// <summary>Those who entered in one week.</summary>
/// <param name="Week">Its Monday, UTC.</param>
/// <param name="Open">Enrolments whose window is open, both arms.</param>
/// <param name="Treatment">Treatment.</param>
/// <param name="Holdout">Holdout.</param>
/// <param name="Return">Difference of return rates, for this week alone.</param>
public sealed record CohortLift(DateOnly Week, long Open, GroupArm Treatment, GroupArm Holdout, RateLift Return);
