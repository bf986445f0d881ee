using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Harm by arm, and what of it is the campaign's doing.</summary>
internal static class HarmOfSums
{
    public static Harm? Of(ArmStrata arms)
    {
        if (!arms.Any(cell => cell.Drawn))
            return null;
        return new(
            Populations.Harm,
            [.. new[] { Arm.Treatment, Arm.Holdout }.Select(arm => (Arm: arm, Cell: arms.Sum(arm)))
                .Select(each => new ArmHarm(each.Arm, each.Cell.Drawn, each.Cell.Harm.OptedOut, each.Cell.Harm.Complained, each.Cell.Harm.LostPush, each.Cell.Harm.Any))],
            [
                Lift("optedOut", sums => sums.OptedOut),
                Lift("complained", sums => sums.Complained),
                Lift("lostPush", sums => sums.LostPush),
                Lift(Harm.Any, sums => sums.Any),
            ]);

        HarmLift Lift(string what, Func<HarmSums, long> count)
        {
            List<(Proportion, Proportion)> strata = [.. arms.ByShare.Select(each =>
                (new Proportion(count(each.Treatment.Harm), each.Treatment.Drawn), new Proportion(count(each.Holdout.Harm), each.Holdout.Drawn)))];
            return new(what, Strata.Of(strata), AlwaysValidStrata.Rates(strata));
        }
    }
}
