using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>What the campaign brought and cost, from the effect and the sums of treatment.</summary>
internal static class MoneyOfSums
{
    public static Money? Of(OutcomeSums treatment, CampaignLift lift, LiftLook? look, ReportTerms terms)
    {
        if (treatment.Count == 0)
            return null;
        var cost = treatment.MessageCost + treatment.OfferCost;
        var users = Times(lift.Return.Absolute, treatment.Count);
        var revenue = Times(lift.RevenuePerUser.Absolute, treatment.Count);
        return new()
        {
            Currency = terms.Currency,
            Margin = terms.Margin,
            IncrementalUsers = users,
            IncrementalUsersAlwaysValid = Times(look?.AlwaysValid.Return, look?.Lift.Return.Treatment.Of ?? 0),
            IncrementalRevenue = revenue,
            IncrementalRevenueAlwaysValid = Times(look?.AlwaysValid.RevenuePerUser, look?.Lift.Return.Treatment.Of ?? 0),
            Cost = cost,
            Profit = Times(revenue, (double)terms.Margin) is { } gross ? Less(gross, (double)cost) : null,
            CostPerIncrementalUser = users is { Value: > 0 }
                ? new((double)cost / users.Value, (double)cost / users.Interval.High, users.Interval.Low > 0 ? (double)cost / users.Interval.Low : null) : null,
        };
    }

    private static Estimate? Times(Estimate? of, double factor) => of is null ? null : new(of.Value * factor, new(of.Interval.Low * factor, of.Interval.High * factor));

    private static AlwaysValidEstimate? Times(AlwaysValidEstimate? of, double factor) =>
        of is null ? null : of with { Value = of.Value * factor, Interval = new(of.Interval.Low * factor, of.Interval.High * factor) };

    private static Estimate Less(Estimate of, double by) => new(of.Value - by, new(of.Interval.Low - by, of.Interval.High - by));
}
