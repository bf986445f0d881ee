using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Return curves of both arms. Every window in them has closed, so that nobody is lost sight of before the last day of return.</summary>
internal static class CurvesOfSums
{
    public static IReadOnlyList<ReturnCurve> Of(ArmStrata arms)
    {
        var sums = new[] { Arm.Treatment, Arm.Holdout }.Select(arm => (Arm: arm, Sums: arms.Sum(arm).Primary)).Where(each => each.Sums.Count > 0).ToList();
        var last = sums.SelectMany(each => each.Sums.ReturnDays ?? []).Select(each => each.Key).DefaultIfEmpty(0).Max();
        return [.. sums.Select(each => new ReturnCurve(each.Arm, KaplanMeier.Curve(Days(each.Sums, last))))];
    }

    private static List<DayOfReturns> Days(OutcomeSums sums, int last)
    {
        var days = (sums.ReturnDays ?? []).Select(each => new DayOfReturns(each.Key, each.Value, 0)).ToList();
        if (days.Count == 0 || days[^1].Day < last)
            days.Add(new(last, 0, 0));
        days[^1] = days[^1] with { Censored = sums.Count - sums.Returned };
        return days;
    }
}
