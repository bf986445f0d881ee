using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Rollups;

/// <summary>
/// Sums over persons of their second and later enrolments, for errors that are robust against clusters. A person's total grows with each of theirs; what a
/// square or a product grows by follows from the totals before, which each outcome fact holds, so that enrolments of different days add up.
/// </summary>
public sealed class ClusterSums
{
    /// <summary>Persons.</summary>
    public long Persons { get; set; }

    /// <summary>Their enrolments.</summary>
    public long Enrolments { get; set; }

    /// <summary>Σ (enrolments of a person)².</summary>
    public double EnrolmentsSquared { get; set; }

    /// <summary>Returns.</summary>
    public ClusterMetric Returned { get; set; } = new();

    /// <summary>Conversions.</summary>
    public ClusterMetric Converted { get; set; } = new();

    /// <summary>Net revenue.</summary>
    public ClusterMetric Revenue { get; set; } = new();

    /// <summary>Adds one enrolment.</summary>
    internal void Add(Outcome outcome, LaterSums? before)
    {
        var closed = before?.Closed ?? 0;
        Persons += closed == 0 ? 1 : 0;
        Enrolments++;
        EnrolmentsSquared += (2 * closed) + 1;
        Returned.Add(outcome.ReturnedAt is null ? 0 : 1, before?.Returned ?? 0, closed);
        Converted.Add(outcome.ConvertedAt is null ? 0 : 1, before?.Converted ?? 0, closed);
        Revenue.Add((double)outcome.Revenue, (double)(before?.Revenue ?? 0), closed);
    }

    /// <summary>Adds all of another.</summary>
    internal void Add(ClusterSums other)
    {
        Persons += other.Persons;
        Enrolments += other.Enrolments;
        EnrolmentsSquared += other.EnrolmentsSquared;
        Returned.Add(other.Returned);
        Converted.Add(other.Converted);
        Revenue.Add(other.Revenue);
    }
}

/// <summary>Sums of one figure over persons.</summary>
public sealed class ClusterMetric
{
    /// <summary>Sum over persons.</summary>
    public double Sum { get; set; }

    /// <summary>Σ (a person's total)².</summary>
    public double Squared { get; set; }

    /// <summary>Σ (a person's total · their enrolments).</summary>
    public double Products { get; set; }

    internal void Add(double value, double before, int closed)
    {
        Sum += value;
        Squared += value * ((2 * before) + value);
        Products += ((before + value) * (closed + 1)) - (before * closed);
    }

    internal void Add(ClusterMetric other)
    {
        Sum += other.Sum;
        Squared += other.Squared;
        Products += other.Products;
    }
}
