using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>The primary population by one property. Comparisons are corrected for how many the table holds.</summary>
/// <param name="By"><c>variant</c>, <c>segment</c>, <c>locale</c> or <c>channel</c>: all but the last are fixed at enrolment. The channel is that of the first touch once it passed every rule, before the arm was consulted; whose first touch never did is in no group of it.</param>
/// <param name="Groups">Each value.</param>
/// <param name="Pairs">Variants against each other, among those in treatment; empty for other properties, which nobody drew.</param>
public sealed record GroupTable(string By, IReadOnlyList<GroupLift> Groups, IReadOnlyList<GroupPair> Pairs);

/// <summary>One value of a property. The held-out were drawn into variants, too, so the effect of one is the difference between its own arms.</summary>
/// <param name="Value">The value; <c>other</c> for all beyond the 32 largest, <c>(none)</c> for who was in no segment, or whose language was not known.</param>
/// <param name="Treatment">Those of the group in treatment.</param>
/// <param name="Holdout">Those of the group who are held out.</param>
/// <param name="Return">Difference of return rates, for this group alone.</param>
/// <param name="RevenuePerUser">Difference of net revenue per person, for this group alone, in the currency of reports.</param>
/// <param name="Corrected">The return rate's difference, corrected.</param>
public sealed record GroupLift(string Value, GroupArm Treatment, GroupArm Holdout, RateLift Return, MeanLift RevenuePerUser, CorrectedComparison? Corrected);

/// <summary>Two variants, among those in treatment.</summary>
/// <param name="Variant">The variant that is compared.</param>
/// <param name="Against">The variant it is compared with.</param>
/// <param name="Return">Difference of return rates, for this pair alone; its <c>Holdout</c> is the other variant.</param>
/// <param name="Corrected">The return rate's difference, corrected.</param>
public sealed record GroupPair(string Variant, string Against, RateLift Return, CorrectedComparison? Corrected);

/// <summary>One arm of a group.</summary>
/// <param name="Enrolled">Enrolments, all of them.</param>
/// <param name="Primary">First enrolments with a closed window, in the group and arm they were drawn into, whatever was delivered.</param>
public sealed record GroupArm(long Enrolled, OutcomeSum Primary);

/// <summary>A comparison as it may be read beside the others of its table, however often one looks. There is none below 50 persons in an arm.</summary>
/// <param name="AdjustedPValue">Benjamini-Hochberg of always-valid p-values, 0 to 1.</param>
/// <param name="Confidence">Level of <paramref name="Interval"/>, 0 to 1: higher the more comparisons there are (Benjamini-Yekutieli).</param>
/// <param name="Interval">Of the absolute difference.</param>
/// <param name="IsDifferent">Whether a difference may be claimed.</param>
public sealed record CorrectedComparison(double AdjustedPValue, double Confidence, Interval Interval, bool IsDifferent);
