using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What a campaign did and what it caused, from its facts alone. Every number stands beside its population and its error.</summary>
public sealed record CampaignReport
{
    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>First UTC day whose facts were read; enrolments before it are not in the report.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last UTC day whose facts were read.</summary>
    public required DateOnly To { get; init; }

    /// <summary>When facts were last summed up: what came later may be missing. Null for a report as of now, and before facts were first summed up.</summary>
    public DateTimeOffset? SummedUpAt { get; init; }

    /// <summary>One sentence for people. It never claims more than <see cref="Lift"/> does.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the funnel counts, in words: all enrolments, late ones and void ones included.</summary>
    public required string FunnelCounts { get; init; }

    /// <summary>The funnel: treatment, then holdout, then those whom no campaign contacts where there are any.</summary>
    public required IReadOnlyList<ArmFunnel> Funnel { get; init; }

    /// <summary>By offer, what was given and what was used, all enrolments of the days read; empty where nothing was.</summary>
    public IReadOnlyList<OfferCount> Offers { get; init; } = [];

    /// <summary>What <see cref="Lift"/> is measured on, in words.</summary>
    public required string PrimaryPopulation { get; init; }

    /// <summary>The effect, on the primary population.</summary>
    public required CampaignLift Lift { get; init; }

    /// <summary>The holdout shares that persons of the primary population were drawn with, and by how much each weighs in <see cref="Lift"/>. One unless the share was changed.</summary>
    public IReadOnlyList<ShareStratum> Strata { get; init; } = [];

    /// <summary>The effect on those whose first touch passed every rule before the arm was consulted; null while there are none.</summary>
    public TriggeredLift? Triggered { get; init; }

    /// <summary>Second and later enrolments of the same persons; null while there are none.</summary>
    public LaterLift? Later { get; init; }

    /// <summary>What else the persons of the primary population got, and what the campaign cost, by arm.</summary>
    public IReadOnlyList<ArmCost> Costs { get; init; } = [];

    /// <summary>Days to return on the primary population, by arm.</summary>
    public IReadOnlyList<ArmReturnDays> ReturnDays { get; init; } = [];

    /// <summary>The effect as it stood at the end of each week of entry, for those who look again and again; the last is the newest. Empty until the windows of a whole day of entry have closed.</summary>
    public IReadOnlyList<LiftLook> Looks { get; init; } = [];

    /// <summary>What the campaign brought and cost; null while treatment has no outcome.</summary>
    public Money? Money { get; init; }

    /// <summary>What it did to people who did not want it; null while nobody was drawn.</summary>
    public Harm? Harm { get; init; }

    /// <summary>What the experiment could have found.</summary>
    public required Detectable Detectable { get; init; }

    /// <summary>Share that had come back by each day, by arm.</summary>
    public IReadOnlyList<ReturnCurve> Curves { get; init; } = [];

    /// <summary>By variant, segment, language and channel of the first touch, as far as there are any.</summary>
    public IReadOnlyList<GroupTable> Groups { get; init; } = [];

    /// <summary>By week of entry.</summary>
    public IReadOnlyList<CohortLift> Cohorts { get; init; } = [];

    /// <summary>What came after the return, or without one; null until the first persons were followed for 90 days.</summary>
    public AfterwardsLift? Afterwards { get; init; }

    /// <summary>What is credited to channels, beside the effect and no part of it; null while nothing is.</summary>
    public CreditTable? Credit { get; init; }

    /// <summary>All campaigns together against <see cref="Arm.Global"/>, on the persons who entered here first; null while nobody is held out of all campaigns.</summary>
    public ProgrammeLift? Programme { get; init; }

    /// <summary>Whether the arms came out as they were drawn.</summary>
    public required AssignmentChecks Assignment { get; init; }

    /// <summary>Whether it would pause itself, and whether it did; null where only the campaign's id was known.</summary>
    public GuardReport? Guards { get; init; }

    /// <summary>What to keep in mind when reading this, in words; empty when nothing out of the ordinary was seen.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The report with what each touch is meant to be, as the campaign says now; facts do not hold it.</summary>
    public CampaignReport WithKinds(Campaign campaign)
    {
        var kinds = campaign.AllTouches().ToDictionary(touch => touch.Id, touch => touch.Kind, StringComparer.Ordinal);
        return this with { Funnel = [.. Funnel.Select(arm => arm with { Touches = [.. arm.Touches.Select(count => count with { Kind = kinds.GetValueOrDefault(count.Touch) })] })] };
    }
}

/// <summary>How many gave one answer.</summary>
/// <param name="Answer">Ids of survey and answer, such as <c>why.price</c>.</param>
/// <param name="Enrolments">How many.</param>
public sealed record AnswerCount(string Answer, long Enrolments);

/// <summary>What came of some enrolments.</summary>
/// <param name="Enrolments">How many; on the primary population that is the number of persons.</param>
/// <param name="Returned">With an exit event in the window.</param>
/// <param name="Converted">With a goal event in the window.</param>
/// <param name="Revenue">Net value of goal events in the window, in the currency of reports.</param>
public sealed record OutcomeSum(long Enrolments, long Returned, long Converted, decimal Revenue);

/// <summary>Treatment against holdout on the primary population. Estimates are null while an arm is too small to state one.</summary>
public sealed record CampaignLift
{
    /// <summary>Confidence level of every interval here, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Share of persons who came back in the window.</summary>
    public required RateLift Return { get; init; }

    /// <summary>Share of persons with a goal event in the window.</summary>
    public required RateLift Conversion { get; init; }

    /// <summary>Net revenue per person assigned, those who bought nothing included.</summary>
    public required MeanLift RevenuePerUser { get; init; }
}

/// <summary>The sample-ratio check, on everybody drawn and on those whose outcome is in the lift.</summary>
/// <param name="Drawn">All first enrolments that are not void: fails when the draw is wrong.</param>
/// <param name="Analysed">The primary population: fails also when one arm's outcomes get lost.</param>
/// <param name="DrawnAlwaysValid">As <paramref name="Drawn"/>, for those who look again and again.</param>
/// <param name="AnalysedAlwaysValid">As <paramref name="Analysed"/>, for those who look again and again.</param>
public sealed record AssignmentChecks(AssignmentCheck Drawn, AssignmentCheck Analysed, SequentialAssignmentCheck DrawnAlwaysValid, SequentialAssignmentCheck AnalysedAlwaysValid)
{
    /// <summary>Whether both agree with the draw, by the checks that bear being read at any time. Each has half of the alarms that are allowed: of healthy campaigns at most one in a hundred is ever called unbalanced.</summary>
    public bool IsBalanced => Math.Min(DrawnAlwaysValid.PValue ?? 1, AnalysedAlwaysValid.PValue ?? 1) >= SequentialAssignmentCheck.Alarm / 2;
}
