using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Counts variants, by the draw.</summary>
internal sealed class VariantSums
{
    private readonly SortedDictionary<string, (ArmSums Treatment, ArmSums Holdout)> _byVariant = new(StringComparer.Ordinal);

    public void Add(EnrolmentTally enrolment, bool isFirst)
    {
        if (enrolment.Variant is not { } variant)
            return;
        if (!_byVariant.TryGetValue(variant, out var sums))
            _byVariant.Add(variant, sums = (new(Arm.Treatment), new(Arm.Holdout)));
        (enrolment.Arm == Arm.Holdout ? sums.Holdout : sums.Treatment).Add(enrolment, isFirst);
    }

    public IReadOnlyList<VariantCount> ToCounts() =>
        [.. _byVariant.Select(pair => new VariantCount(pair.Key, Of(pair.Value.Treatment), Of(pair.Value.Holdout)))];

    private static VariantArm Of(ArmSums arm) => new(arm.ToFunnel([]).Enrolled, arm.Primary);
}

/// <summary>One variant of a campaign. The held-out were drawn into it, too, so its effect is the difference between its own arms.</summary>
/// <param name="Variant">Id.</param>
/// <param name="Treatment">Those who got it.</param>
/// <param name="Holdout">Those who would have.</param>
public sealed record VariantCount(string Variant, VariantArm Treatment, VariantArm Holdout);

/// <summary>One arm of a variant.</summary>
/// <param name="Enrolled">Enrolments, all of them.</param>
/// <param name="Primary">First enrolments with a closed window, in the variant and arm they were drawn into, whatever was delivered.</param>
public sealed record VariantArm(long Enrolled, OutcomeSum Primary);
