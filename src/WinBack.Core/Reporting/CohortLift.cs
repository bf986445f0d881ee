namespace WinBack.Core.Reporting;

/// <summary>Those who entered in one week.</summary>
/// <param name="Week">Its Monday, UTC.</param>
/// <param name="Open">Enrolments whose window is open, both arms.</param>
/// <param name="Treatment">Those of the week in treatment.</param>
/// <param name="Holdout">Those of the week who are held out.</param>
/// <param name="Return">Difference of return rates, for this week alone.</param>
public sealed record CohortLift(DateOnly Week, long Open, GroupArm Treatment, GroupArm Holdout, RateLift Return);
