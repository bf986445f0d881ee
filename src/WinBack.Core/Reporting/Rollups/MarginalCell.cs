namespace WinBack.Core.Reporting.Rollups;

/// <summary>One value of a marginal in one arm, such as everybody of a language.</summary>
public sealed class MarginalCell
{
    /// <summary>All enrolments.</summary>
    public long Enrolled { get; set; }

    /// <summary>Those whose window is open.</summary>
    public long Open { get; set; }

    /// <summary>First enrolments with an outcome.</summary>
    public OutcomeSums Primary { get; set; } = new();

    internal void Add(EnrolmentTally enrolment)
    {
        Enrolled++;
        Open += enrolment is { IsVoid: false, Outcome: null } ? 1 : 0;
        if (enrolment is { IsVoid: false, IsFirst: true, Outcome: not null })
            Primary.Add(enrolment);
    }

    internal void Add(MarginalCell other)
    {
        Enrolled += other.Enrolled;
        Open += other.Open;
        Primary.Add(other.Primary);
    }

    internal GroupArm ToGroupArm() => new(Enrolled, Primary.ToSum());
}
