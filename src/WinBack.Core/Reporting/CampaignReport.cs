using WinBack.Core.Campaigns;
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

    /// <summary>One sentence for people. It never claims more than <see cref="Lift"/> does.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the funnel counts, in words: all enrolments, late ones and void ones included.</summary>
    public required string FunnelCounts { get; init; }

    /// <summary>The funnel: treatment, then holdout.</summary>
    public required IReadOnlyList<ArmFunnel> Funnel { get; init; }

    /// <summary>By variant, in both arms; empty where the campaign has none.</summary>
    public IReadOnlyList<VariantCount> Variants { get; init; } = [];

    /// <summary>By offer, what was given and what was used, all enrolments of the days read; empty where nothing was.</summary>
    public IReadOnlyList<OfferCount> Offers { get; init; } = [];

    /// <summary>What <see cref="Lift"/> is measured on, in words.</summary>
    public required string PrimaryPopulation { get; init; }

    /// <summary>The effect, on the primary population.</summary>
    public required CampaignLift Lift { get; init; }

    /// <summary>Whether the arms came out as they were drawn.</summary>
    public required AssignmentChecks Assignment { get; init; }

    /// <summary>What to keep in mind when reading this, in words; empty when nothing out of the ordinary was seen.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The report with what each touch is meant to be, as the campaign says now; facts do not hold it.</summary>
    public CampaignReport WithKinds(Campaign campaign)
    {
        var kinds = campaign.AllTouches().ToDictionary(touch => touch.Id, touch => touch.Kind, StringComparer.Ordinal);
        return this with { Funnel = [.. Funnel.Select(arm => arm with { Touches = [.. arm.Touches.Select(count => count with { Kind = kinds.GetValueOrDefault(count.Touch) })] })] };
    }
}

/// <summary>How many of one arm got how far. Counts enrolments, so a person who lapsed twice counts twice.</summary>
public sealed record ArmFunnel
{
    /// <summary>Arm.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Enrolments; the sum of <see cref="Open"/>, <see cref="Void"/> and <see cref="Closed"/>.</summary>
    public required long Enrolled { get; init; }

    /// <summary>Their window has not closed by <see cref="CampaignReport.To"/>.</summary>
    public required long Open { get; init; }

    /// <summary>A late event showed that there was no lapse. They are in no population.</summary>
    public required long Void { get; init; }

    /// <summary>Their window has closed.</summary>
    public required long Closed { get; init; }

    /// <summary>Persons who said stop on every channel of the campaign while enrolled.</summary>
    public required long OptedOut { get; init; }

    /// <summary>Enrolments with which a sunset began: the last of several in a row, of any campaigns, that were not answered.</summary>
    public long Sunset { get; init; }

    /// <summary>Answers to the campaign's survey: the last one of each enrolment. The held-out were not asked.</summary>
    public IReadOnlyList<AnswerCount> Answers { get; init; } = [];

    /// <summary>What was handed over, and what would have been, by touch and channel.</summary>
    public required IReadOnlyList<TouchCount> Touches { get; init; }

    /// <summary>First enrolments with a closed window: the arm's part of the primary population.</summary>
    public required OutcomeSum Primary { get; init; }

    /// <summary>Second and later enrolments of the same persons with a closed window: counted, but in no lift.</summary>
    public required OutcomeSum Later { get; init; }
}

/// <summary>Hand-overs of one touch on one channel.</summary>
public sealed record TouchCount
{
    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>Channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What the touch is meant to be; null where the campaign does not say.</summary>
    public TouchKind? Kind { get; init; }

    /// <summary>Taken by the provider.</summary>
    public long Accepted { get; init; }

    /// <summary>Refused by the provider.</summary>
    public long Refused { get; init; }

    /// <summary>Nobody knows whether they left; never repeated.</summary>
    public long Unknown { get; init; }

    /// <summary>Ghosts: passed every rule and would have gone out, but the person is held out.</summary>
    public long WouldSend { get; init; }

    /// <summary>Arrived, as far as the provider reports it.</summary>
    public long Delivered { get; init; }

    /// <summary>Did not arrive, by the provider's report.</summary>
    public long Undelivered { get; init; }

    /// <summary>Complained about.</summary>
    public long Complained { get; init; }

    /// <summary>Opened by a person, as far as an app or mail program tells; scanners are left out.</summary>
    public long Opened { get; init; }

    /// <summary>Followed by a person; scanners and previews are left out.</summary>
    public long Clicked { get; init; }
}

/// <summary>How many gave one answer.</summary>
/// <param name="Answer">Ids of survey and answer, such as <c>why.price</c>.</param>
/// <param name="Enrolments">How many.</param>
public sealed record AnswerCount(string Answer, long Enrolments);

/// <summary>What came of some enrolments.</summary>
/// <param name="Enrolments">How many; on the primary population that is the number of persons.</param>
/// <param name="Returned">With an exit event in the window.</param>
/// <param name="Converted">With a goal event in the window.</param>
/// <param name="Revenue">Net value of goal events in the window, in the currencies they came in.</param>
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
public sealed record AssignmentChecks(AssignmentCheck Drawn, AssignmentCheck Analysed)
{
    /// <summary>Whether both agree with the draw.</summary>
    public bool IsBalanced => Drawn.IsBalanced && Analysed.IsBalanced;
}
