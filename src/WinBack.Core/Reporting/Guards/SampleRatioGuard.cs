using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting.Guards;

/// <summary>Trips where the arms did not come out as drawn. Goes by the logarithm of the evidence: a p-value becomes zero in a large campaign, and nothing is below zero.</summary>
internal static class SampleRatioGuard
{
    /// <summary>Smaller p-values are shown and kept as this one.</summary>
    internal const double SmallestPValue = 1e-300;

    // Stands for proof; infinity cannot be kept in JSON.
    private const double Proof = 1e300;

    private const double SmallestShown = 1e-6;

    /// <summary>The state of the guard.</summary>
    /// <param name="report">Of the campaign.</param>
    /// <param name="accepted">What somebody accepted by resuming it; null for nothing.</param>
    public static GuardState Judge(CampaignReport report, GuardTrip? accepted)
    {
        // To count as new, evidence must say as much again as it takes to trip.
        var known = accepted is null ? 0 : accepted.Evidence ?? -Math.Log(Math.Max(accepted.Value, SmallestPValue));
        var needed = known - Math.Log(SequentialAssignmentCheck.Alarm);
        var bound = Math.Max(SmallestPValue, Math.Exp(-needed));
        if (report.Assignment.DrawnAlwaysValid is not { PValue: { } p, Evidence: { } found })
            return new(GuardNames.SampleRatio, null, bound, IsTripped: false, "sampleRatio: chance had no say in who is held out");
        var evidence = Math.Min(found, Proof);
        var trips = known >= Proof ? "that somebody is in an arm that nobody could be drawn into was accepted, and more than this proof there cannot be: it trips no more"
            : bound < SmallestShown ? "it trips at a hundredth of the p-value that was accepted"
            : Text($"it trips below {bound:0.######}");
        var says = Text(
            $"sampleRatio: {Counted.Of(report.Assignment.Drawn.Holdout, "is", "are")} held out where {report.Assignment.Drawn.ExpectedHoldout:0.#} were to be (always-valid p {PText(p)}); {trips}");
        return new(GuardNames.SampleRatio, Math.Max(SmallestPValue, p), bound, evidence > needed, says) { Evidence = evidence, IsBlind = known >= Proof };
    }

    private static string PText(double p) => p < SmallestShown ? "below 0.000001" : p.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
