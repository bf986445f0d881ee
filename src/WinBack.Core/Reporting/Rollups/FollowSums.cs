using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Rollups;

/// <summary>Sums of what persons bought in the 90 days after their first enrolment, and whether they lapsed again.</summary>
public sealed class FollowSums
{
    /// <summary>First enrolments whose window has closed.</summary>
    public long Count { get; set; }

    /// <summary>With two purchases or more.</summary>
    public long Second { get; set; }

    /// <summary>Purchases.</summary>
    public long Purchases { get; set; }

    /// <summary>Sum of the squares of each person's purchases.</summary>
    public double PurchasesSquared { get; set; }

    /// <summary>Net revenue in 30 days.</summary>
    public decimal Revenue30 { get; set; }

    /// <summary>Sum of its squares.</summary>
    public double Revenue30Squared { get; set; }

    /// <summary>Net revenue in 90 days.</summary>
    public decimal Revenue90 { get; set; }

    /// <summary>Sum of its squares.</summary>
    public double Revenue90Squared { get; set; }

    /// <summary>Enrolled again within <see cref="FollowUp.Length"/>, as nobody here need have been watched for longer.</summary>
    public long LapsedAgain { get; set; }

    internal void Add(EnrolmentTally enrolment)
    {
        Count++;
        LapsedAgain += enrolment.About?.LapsedAgainAt - enrolment.EnrolledAt < FollowUp.Length ? 1 : 0;
        if (enrolment.About?.FollowUp is not { } follow)
            return;
        Second += follow.Purchases > 1 ? 1 : 0;
        Purchases += follow.Purchases;
        PurchasesSquared += (double)follow.Purchases * follow.Purchases;
        Revenue30 += follow.Revenue30;
        Revenue30Squared += (double)follow.Revenue30 * (double)follow.Revenue30;
        Revenue90 += follow.Revenue90;
        Revenue90Squared += (double)follow.Revenue90 * (double)follow.Revenue90;
    }

    internal void Add(FollowSums other)
    {
        Count += other.Count;
        Second += other.Second;
        Purchases += other.Purchases;
        PurchasesSquared += other.PurchasesSquared;
        Revenue30 += other.Revenue30;
        Revenue30Squared += other.Revenue30Squared;
        Revenue90 += other.Revenue90;
        Revenue90Squared += other.Revenue90Squared;
        LapsedAgain += other.LapsedAgain;
    }

    internal Moments PurchasesPerUser => Of(Purchases, PurchasesSquared);

    internal Moments Revenue30PerUser => Of((double)Revenue30, Revenue30Squared);

    internal Moments Revenue90PerUser => Of((double)Revenue90, Revenue90Squared);

    private Moments Of(double sum, double squares) => Count == 0 ? default : Moments.OfSums(sum, squares, Count);
}
