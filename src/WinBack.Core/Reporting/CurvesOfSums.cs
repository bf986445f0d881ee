using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// Return curves of both arms. Every window in them has closed, but versions of a campaign may have windows of different length: whoever did not return is watched
/// to the end of their own, a day of which the window has a part included.
/// </summary>
internal static class CurvesOfSums
{
    public static IReadOnlyList<ReturnCurve> Of(ArmStrata arms)
    {
        var sums = new[] { Arm.Treatment, Arm.Holdout }.Select(arm => (Arm: arm, Sums: arms.Sum(arm).Primary)).Where(each => each.Sums.Count > 0).ToList();
        var last = sums.SelectMany(each => each.Sums.ReturnDays ?? []).Select(each => each.Key).DefaultIfEmpty(0).Max();
        return [.. sums.Select(each => new ReturnCurve(each.Arm, Points(each.Sums, last)))];
    }

    // Up to the last day on which anybody of either arm came back, or the last on which anybody is watched, so that one can be held against the other.
    private static List<ReturnCurvePoint> Points(OutcomeSums sums, int last)
    {
        var (returned, away) = (sums.ReturnDays ?? [], sums.AwayDays ?? []);
        var days = returned.Keys.Concat(away.Keys).Append(last).Distinct().Order().Select(day => new DayOfReturns(day, returned.GetValueOrDefault(day), away.GetValueOrDefault(day))).ToList();
        var curve = KaplanMeier.Curve(days).TakeWhile(point => point.Day <= last).ToList();
        return [.. curve.Where((point, i) => point.ReturnedToday > 0 || i == curve.Count - 1)];
    }
}
