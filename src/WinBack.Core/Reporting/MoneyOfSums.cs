using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>What the campaign brought and cost, of those on whom its effect was measured.</summary>
internal static class MoneyOfSums
{
    /// <param name="measured">Those on whom the effect was measured.</param>
    /// <param name="newest">Those of the newest look, whom its cost is counted on.</param>
    /// <param name="look">The newest look; null while there is none.</param>
    /// <param name="terms">Currency and margin.</param>
    public static Money? Of(
        IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> measured, IReadOnlyList<(OutcomeSums Treatment, OutcomeSums Holdout)> newest, LiftLook? look, ReportTerms terms)
    {
        var treatment = ArmStrata.Sum(measured).Treatment;
        if (treatment.Count == 0)
            return null;
        var cost = (double)(treatment.MessageCost + treatment.OfferCost);
        var users = Strata.Gain([.. measured.Select(each => (each.Treatment.ReturnRate, each.Holdout.ReturnRate))]);
        var revenue = Strata.Gain([.. measured.Select(each => (each.Treatment.RevenuePerUser, each.Holdout.RevenuePerUser))]);
        return new()
        {
            Currency = terms.Currency,
            Margin = terms.Margin,
            Persons = treatment.Count,
            IncrementalUsers = users,
            IncrementalUsersAlwaysValid = look?.AlwaysValid.IncrementalUsers,
            IncrementalRevenue = revenue,
            IncrementalRevenueAlwaysValid = look?.AlwaysValid.IncrementalRevenue,
            Cost = treatment.MessageCost + treatment.OfferCost,
            Profit = Profit(revenue, treatment, terms.Margin),
            ProfitAlwaysValid = Profit(look?.AlwaysValid.IncrementalRevenue is { } always ? new(always.Value, always.Interval) : null, ArmStrata.Sum(newest).Treatment, terms.Margin),
            CostPerIncrementalUser = users is { Value: > 0 } ? new(cost / users.Value, cost / users.Interval.High, users.Interval.Low > 0 ? cost / users.Interval.Low : null) : null,
        };
    }

    // Revenue is what was paid, so a discount is in it already; the goods cost their part of the full price, which is the discount more.
    private static Estimate? Profit(Estimate? revenue, OutcomeSums treatment, decimal margin)
    {
        if (revenue is null)
            return null;
        var (part, less) = ((double)margin, (double)(treatment.MessageCost + ((1 - margin) * treatment.OfferCost)));
        return new((revenue.Value * part) - less, new((revenue.Interval.Low * part) - less, (revenue.Interval.High * part) - less));
    }
}
