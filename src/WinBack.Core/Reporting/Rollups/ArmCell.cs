namespace WinBack.Core.Reporting.Rollups;

/// <summary>One arm of a rollup, of those drawn with one share: the funnel's counts, and the sums of each population.</summary>
public sealed class ArmCell
{
    /// <summary>All enrolments.</summary>
    public long Enrolled { get; set; }

    /// <summary>Void or merged ones.</summary>
    public long Void { get; set; }

    /// <summary>With an outcome.</summary>
    public long Closed { get; set; }

    /// <summary>To whom a message was handed over, or would have been had they not been held out.</summary>
    public long Reached { get; set; }

    /// <summary>That said stop.</summary>
    public long OptedOut { get; set; }

    /// <summary>With which a sunset began.</summary>
    public long Sunset { get; set; }

    /// <summary>First enrolments that are not void, their window open or closed.</summary>
    public long Drawn { get; set; }

    /// <summary>What those of <see cref="Drawn"/> showed that they did not want.</summary>
    public HarmSums Harm { get; set; } = new();

    /// <summary>First enrolments with an outcome.</summary>
    public OutcomeSums Primary { get; set; } = new();

    /// <summary>Those of <see cref="Primary"/> whose first touch passed every rule.</summary>
    public OutcomeSums Triggered { get; set; } = new();

    /// <summary>Second and later enrolments with an outcome.</summary>
    public OutcomeSums Later { get; set; } = new();

    /// <summary>The same by person.</summary>
    public ClusterSums Clusters { get; set; } = new();

    /// <summary>What came after, of <see cref="Primary"/>.</summary>
    public FollowSums FollowUp { get; set; } = new();

    internal void Add(EnrolmentTally enrolment)
    {
        Enrolled++;
        Reached += enrolment.IsReached ? 1 : 0;
        OptedOut += enrolment.IsOptedOut ? 1 : 0;
        Sunset += enrolment.IsSunset ? 1 : 0;
        Void += enrolment.IsVoid ? 1 : 0;
        if (enrolment.IsVoid)
            return;
        if (enrolment.IsFirst)
        {
            Drawn++;
            Harm.Add(enrolment);
        }

        if (enrolment.Outcome is not { } outcome)
            return;
        Closed++;
        if (!enrolment.IsFirst)
        {
            Later.Add(enrolment);
            Clusters.Add(outcome, enrolment.About?.Before);
            return;
        }

        Primary.Add(enrolment, withDays: true);
        FollowUp.Add(enrolment);
        if (enrolment.About?.TriggeredAt is not null)
            Triggered.Add(enrolment);
    }

    internal void Add(ArmCell other)
    {
        Enrolled += other.Enrolled;
        Reached += other.Reached;
        Void += other.Void;
        Closed += other.Closed;
        OptedOut += other.OptedOut;
        Sunset += other.Sunset;
        Drawn += other.Drawn;
        Harm.Add(other.Harm);
        Primary.Add(other.Primary);
        Triggered.Add(other.Triggered);
        Later.Add(other.Later);
        Clusters.Add(other.Clusters);
        FollowUp.Add(other.FollowUp);
    }
}
