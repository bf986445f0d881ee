using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>
/// Variances of means in strata. An arm's is its own or that of both arms of its share, whichever is larger; where its values do not vary, it is at least that of the
/// same arm over all shares: a share in which nobody bought yet is not surely one in which nobody ever does.
/// </summary>
internal static class StrataVariances
{
    /// <param name="strata">Those that have both arms.</param>
    /// <returns>In the order of the strata, all above zero; null where nothing varies within any arm of any share.</returns>
    public static IReadOnlyList<(double Treated, double Control)>? Of(IReadOnlyList<(Moments Treated, Moments Control)> strata)
    {
        var (treated, control) = (Pooled(strata.Select(each => each.Treated)), Pooled(strata.Select(each => each.Control)));
        var all = Pooled(strata.SelectMany(Both));
        return all > 0 ? [.. strata.Select(each => (One(each.Treated, Pooled(Both(each)), treated, all), One(each.Control, Pooled(Both(each)), control, all)))] : null;
    }

    private static double One(Moments part, double ofShare, double ofArm, double ofAll)
    {
        if (part.Variance > 0)
            return Math.Max(part.Variance, ofShare);
        var borrowed = Math.Max(ofShare, ofArm);
        return borrowed > 0 ? borrowed : ofAll;
    }

    private static Moments[] Both((Moments Treated, Moments Control) stratum) => [stratum.Treated, stratum.Control];

    // Around the mean of each part.
    private static double Pooled(IEnumerable<Moments> parts)
    {
        var (squares, degrees) = parts.Aggregate((Squares: 0.0, Degrees: 0L), (sum, each) => (sum.Squares + each.SquaredDeviations, sum.Degrees + each.Count - 1));
        return degrees > 0 ? squares / degrees : 0;
    }
}
