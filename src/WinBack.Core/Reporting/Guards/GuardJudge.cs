using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Guards;

/// <summary>Decides whether a campaign has to be paused. Made to be asked again and again; docs/guards.md says how often it errs by that.</summary>
public static class GuardJudge
{
    /// <summary>Hand-overs below which failures are not judged.</summary>
    public const long FewestHandOvers = 100;

    /// <summary>Confidence of the share that fails. Higher than that of reports, because it is looked at every hour; still that of one look.</summary>
    internal const double FailuresLevel = 0.999;

    /// <summary>The state of every guard that is on.</summary>
    /// <param name="campaign">Its rules, and what was accepted by resuming it: only of a campaign that is active was anything.</param>
    /// <param name="evidence">What is known.</param>
    public static IReadOnlyList<GuardState> Judge(Campaign campaign, GuardEvidence evidence)
    {
        var (rules, accepted) = (campaign.Guards, campaign.IsActive ? campaign.GuardPause : null);
        List<GuardState> states = [];
        if (rules.Harm is { } harm)
            states.Add(Harm(evidence.Report, Math.Max(harm, accepted?.Accepted(GuardNames.Harm)?.Value ?? 0)));
        if (rules.Failures is { } failures)
            states.Add(Failures(evidence.Lately, failures));
        if (rules.Budget is { } budget)
            states.Add(Budget(CampaignCost.Of(evidence, budget.Currency), budget));
        if (rules.SampleRatio)
            states.Add(SampleRatioGuard.Judge(evidence.Report, accepted?.Accepted(GuardNames.SampleRatio)));
        return states;
    }

    private static GuardState Harm(CampaignReport report, double bound)
    {
        if (report.Harm?.OfAny?.AlwaysValid is not { } always)
            return new(GuardNames.Harm, null, bound, IsTripped: false, Text($"harm: too few persons yet to compare with holdout; the bound is {Points(bound)}"));
        return new(
            GuardNames.Harm, always.Value, bound, always.Interval.Low > bound,
            Text($"harm: {Points(always.Value)} more persons in treatment than in holdout said stop, complained or took push away (always valid: {100 * always.Interval.Low:0.##} to {100 * always.Interval.High:0.##}); it trips when all of that is above {100 * bound:0.##}"));
    }

    private static GuardState Failures(HandOvers lately, double bound)
    {
        if (lately.All < FewestHandOvers)
            return new(GuardNames.Failures, null, bound, IsTripped: false, Text($"failures: {Counted.Of(lately.All, "hand-over")} lately, judged from {FewestHandOvers} on; the bound is {100 * bound:0.##} %"));
        Proportion failed = new(lately.Failed, lately.All);
        return new(
            GuardNames.Failures, failed.Value, bound, failed.Wilson(FailuresLevel).Low > bound,
            Text($"failures: {lately.Failed} of {lately.All} hand-overs lately {Counted.Word(lately.Failed, "was", "were")} refused, unanswered or not delivered ({100 * failed.Value:0.##} %, surely {100 * failed.Wilson(FailuresLevel).Low:0.##} or more); the bound is {100 * bound:0.##} %"));
    }

    private static GuardState Budget(CampaignCost cost, GuardBudget budget)
    {
        if (cost.Unknown.Count > 0)
        {
            var why = Text($"budget: cannot be judged, because no rate (Money__Rates) says what {string.Join(" and ", cost.Unknown)} is worth; the budget is in {budget.Currency}");
            return new(GuardNames.Budget, null, (double)budget.Amount, IsTripped: false, why) { IsBlind = true };
        }

        return new(
            GuardNames.Budget, (double)cost.All, (double)budget.Amount, cost.All >= budget.Amount,
            Text($"budget: {cost.All:0.00} of {budget.Amount:0.00} {budget.Currency} are spent or promised: {cost.Messages:0.00} for messages, {cost.Used:0.00} for used codes, {cost.Usable:0.00} for codes that may still be used"));
    }

    private static string Points(double share)
    {
        var points = Text($"{100 * share:0.##}");
        return $"{points} {(points is "1" or "-1" ? "point" : "points")}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
