using System.Text.Json.Serialization;
using MathNet.Numerics;

namespace WinBack.Core.Reporting.Statistics;

/// <summary>
/// Whether the arms come out in the proportion they are drawn with, for those who look all the time: of all healthy campaigns, however long they run and however
/// often they are read, at most one in a hundred is ever called unbalanced by one check that alarms below 0.01.
/// </summary>
/// <param name="PValue">Always-valid, from this look alone, 0 to 1: 1 says nothing against the draw. Null when chance had no say.</param>
public sealed record SequentialAssignmentCheck(double? PValue)
{
    /// <summary>Below this the arms are called unbalanced.</summary>
    public const double Alarm = 0.01;

    // How far the true shares may lie from the draw is not known, so several guesses are weighed alike. 10 guards small campaigns, 100,000 finds one lost in a thousand.
    private static readonly double[] Concentrations = [10, 100, 1_000, 10_000, 100_000];

    /// <summary>Natural logarithm of the evidence against the draw, of which <see cref="PValue"/> is the reciprocal: still exact where that is too small for a number. Infinite when
    /// somebody is in an arm that nobody could be drawn into; null when chance had no say.</summary>
    [JsonIgnore]
    public double? Evidence { get; init; }

    /// <summary>Whether the arms are as drawn, as far as one can tell.</summary>
    public bool IsBalanced => PValue is not { } p || p >= Alarm;

    /// <summary>
    /// <c>p = 1/Π e</c>, where each stratum's <c>e</c> weighs shares around those drawn against exactly those drawn. Strata multiply, because each is drawn by itself.
    /// </summary>
    /// <param name="strata">Those drawn with the same shares; their order does not matter, and new ones may be added later.</param>
    internal static SequentialAssignmentCheck Of(IEnumerable<DrawStratum> strata)
    {
        double? evidence = null;
        foreach (var stratum in strata.Where(stratum => stratum.Shares.Count(share => share > 0) > 1 || stratum.HasImpossible))
            evidence = (evidence ?? 0) + stratum.LogEvidence();
        return new(evidence is { } log ? Math.Min(1, Math.Exp(-log)) : null) { Evidence = evidence };
    }

    /// <summary>
    /// Logarithm of the evidence against the draw: the mean over five concentrations k of
    /// <c>Γ(k)/Γ(k + n)·Π Γ(k·pᵢ + nᵢ)/Γ(k·pᵢ)/pᵢ^nᵢ</c>, the Dirichlet mixture over the drawn shares p. A mean of such tests is one as well.
    /// Source: M. Lindon, A. Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022.
    /// </summary>
    internal static double LogEvidence(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        var logs = Concentrations.Select(each => LogEvidence(counts, [.. shares.Select(share => share * each)], shares)).ToList();
        var largest = logs.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(logs.Average(log => Math.Exp(log - largest)));
    }

    /// <summary>The same with one prior.</summary>
    /// <param name="prior">Parameters of the Dirichlet distribution; above 0 where the share is.</param>
    internal static double LogEvidence(IReadOnlyList<long> counts, IReadOnlyList<double> prior, IReadOnlyList<double> shares)
    {
        var log = SpecialFunctions.GammaLn(prior.Sum()) - SpecialFunctions.GammaLn(prior.Sum() + counts.Sum());
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] == 0)
                continue;
            if (!(shares[i] > 0))
                return double.PositiveInfinity;   // drawn into an arm that nobody could be drawn into
            log += SpecialFunctions.GammaLn(prior[i] + counts[i]) - SpecialFunctions.GammaLn(prior[i]) - (counts[i] * Math.Log(shares[i]));
        }

        return log;
    }
}
