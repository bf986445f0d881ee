using System.Globalization;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Makes a report of the sums in rollups; nothing else is needed for it.</summary>
public static class ReportOfSums
{
    /// <summary>The report of one campaign.</summary>
    /// <param name="campaign">Campaign id.</param>
    /// <param name="from">First day of enrolment.</param>
    /// <param name="to">Last day of enrolment.</param>
    /// <param name="sums">All enrolments of these days.</param>
    /// <param name="followed">Those of them that began at least 90 days ago; null for none.</param>
    /// <param name="terms">What to know beside the sums; null for what holds where nothing is set.</param>
    public static CampaignReport Of(string campaign, DateOnly from, DateOnly to, Rollup sums, Rollup? followed = null, ReportTerms? terms = null)
    {
        terms ??= new();
        var cells = sums.Arms.Select(each => (Key: CellKey.Parse(each.Key), Cell: each.Value)).ToList();
        var arms = ArmStrata.Of(cells);
        var lift = arms.Lift(cell => cell.Primary);
        AssignmentChecks checks = new(
            arms.Check(cell => cell.Drawn), arms.Check(cell => cell.Primary.Count), arms.CheckAlways(cell => cell.Drawn), arms.CheckAlways(cell => cell.Primary.Count));
        var (looks, newest) = LooksOfSums.Of(sums);
        var measured = arms.Measured;
        var detectable = DetectableOfSums.Of(measured, newest, terms.WorthwhileLift);
        return new()
        {
            Campaign = campaign,
            From = from,
            To = to,
            Verdict = LiftVerdict.Of(lift.Return, looks.Count == 0 ? null : looks[^1], ArmStrata.Sum(newest).Treatment.Count, checks, detectable, terms.IsOver && !arms.Any(cell => cell.Enrolled - cell.Void - cell.Closed)),
            FunnelCounts = Populations.Funnel,
            Funnel = [.. new[] { Arm.Treatment, Arm.Holdout, Arm.Global }.Where(arm => arm != Arm.Global || arms.Sum(arm).Enrolled > 0).Select(arm => Funnel(arm, arms.Sum(arm), sums))],
            Offers = [.. sums.Offers.Values],
            PrimaryPopulation = Populations.Primary,
            Lift = lift,
            Strata = arms.Shares(),
            Triggered = arms.Any(cell => cell.Triggered.Count) ? new(Populations.Triggered, arms.Lift(cell => cell.Triggered)) : null,
            Later = SecondaryOfSums.Later(arms),
            Costs = [.. PrimaryArms(arms).Select(each => new ArmCost(each.Arm, each.Sums.Count, each.Sums.MessageCost, each.Sums.OfferCost, each.Sums.Contaminated, each.Sums.OtherContacts))],
            ReturnDays = [.. PrimaryArms(arms).Select(each => new ArmReturnDays(each.Arm, each.Sums.ReturnDays ?? []))],
            Looks = looks,
            Money = MoneyOfSums.Of(measured, newest, looks.Count == 0 ? null : looks[^1], terms),
            Harm = HarmOfSums.Of(arms),
            Detectable = detectable,
            Curves = CurvesOfSums.Of(arms),
            Groups = GroupsOfSums.Of(sums.ForReport()),
            Cohorts = LooksOfSums.Cohorts(sums),
            Afterwards = SecondaryOfSums.Afterwards(followed),
            Credit = CreditTable.Of(arms.Sum(Arm.Treatment).Primary),
            Programme = SecondaryOfSums.Programme(sums),
            Assignment = checks,
            Notes = [.. Notes(arms, sums, from)],
        };
    }

    /// <summary>All campaigns together against whom none contacts, by user; null while there is nobody of the latter.</summary>
    /// <param name="sums">Rollups of all campaigns added up.</param>
    public static ProgrammeLift? Programme(Rollup sums) => SecondaryOfSums.Programme(sums, Populations.AllProgramme);

    private static IEnumerable<(Arm Arm, OutcomeSums Sums)> PrimaryArms(ArmStrata arms) =>
        new[] { Arm.Treatment, Arm.Holdout }.Select(arm => (arm, arms.Sum(arm).Primary)).Where(each => each.Primary.Count > 0);

    private static ArmFunnel Funnel(Arm arm, ArmCell cell, Rollup sums) => new()
    {
        Arm = arm,
        Enrolled = cell.Enrolled,
        Reached = cell.Reached,
        Open = cell.Enrolled - cell.Void - cell.Closed,
        Void = cell.Void,
        Closed = cell.Closed,
        OptedOut = cell.OptedOut,
        Sunset = cell.Sunset,
        Answers = [.. sums.Answers.Where(each => CellKey.Parse(each.Key).Arm == arm).Select(each => new AnswerCount(CellKey.Parse(each.Key).Value, each.Value))],
        Touches = TouchSums.Of(sums, arm),
        Primary = cell.Primary.ToSum(),
        Later = cell.Later.ToSum(),
    };

    private static IEnumerable<string> Notes(ArmStrata arms, Rollup sums, DateOnly from)
    {
        yield return "Intervals hold for one look, unless they are called always valid: whoever looks again and again, and stops at the first good one, must go by the latter.";
        if (arms.Any(cell => cell.Enrolled))
            yield return "Opens are unreliable: mail programs open messages by themselves, and others never tell. Go by clicks, and by the lift.";
        if (arms.ByShare.Count > 1)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The holdout share changed while people entered (from {arms.ByShare.Min(each => each.Share):0.####} to {arms.ByShare.Max(each => each.Share):0.####}): arms are compared among those drawn with the same share, and each share weighs as many persons as it has. The counts and rates of an arm stand for all shares together, and so do return curves: the distance between them is not the effect.");
        }

        if (sums.Strays > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Left out: {Counted.Of(sums.Strays, "fact")} of enrolments that began before {from:yyyy-MM-dd}, or of which nothing else is known.");
        }
    }
}
