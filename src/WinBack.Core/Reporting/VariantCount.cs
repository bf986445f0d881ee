namespace WinBack.Core.Reporting;

/// <summary>One variant of a campaign. The held-out were drawn into it, too, so its effect is the difference between its own arms.</summary>
/// <param name="Variant">Id.</param>
/// <param name="Treatment">Those who got it.</param>
/// <param name="Holdout">Those who would have.</param>
public sealed record VariantCount(string Variant, VariantArm Treatment, VariantArm Holdout);

/// <summary>One arm of a variant, or of another marginal.</summary>
/// <param name="Enrolled">Enrolments, all of them.</param>
/// <param name="Primary">First enrolments with a closed window, in the variant and arm they were drawn into, whatever was delivered.</param>
public sealed record VariantArm(long Enrolled, OutcomeSum Primary);

/// <summary>One value of a marginal.</summary>
/// <param name="By"><c>segment</c>, <c>locale</c> or <c>channel</c>: segment and language as of enrolment, channel of the first touch that passed every rule.</param>
/// <param name="Value">The value.</param>
/// <param name="Treatment">Treatment.</param>
/// <param name="Holdout">Holdout.</param>
public sealed record MarginalCount(string By, string Value, VariantArm Treatment, VariantArm Holdout);
