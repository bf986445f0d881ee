using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What the facts say of one enrolment: the one small entry that a report keeps per enrolment.</summary>
internal sealed class EnrolmentTally(int episode, Arm arm, double probability)
{
    /// <summary>Episode, from 1.</summary>
    public int Episode => episode;

    public Arm Arm => arm;

    /// <summary>Probability of having been held out.</summary>
    public double HoldoutProbability => arm == Arm.Holdout ? probability : 1 - probability;

    /// <summary>Null where the campaign had none.</summary>
    public string? Variant { get; init; }

    public bool IsVoid { get; set; }

    public bool IsOptedOut { get; set; }

    public bool IsSunset { get; set; }

    /// <summary>Ids of survey and answer; null for none.</summary>
    public string? Answer { get; set; }

    /// <summary>Which of the person's answers that is; 0 for none.</summary>
    public int AnswerSequel { get; set; }

    /// <summary>Null while the window is open.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>The same person's other enrolments, in no order; nearly always none.</summary>
    public EnrolmentTally? Other { get; set; }

    /// <summary>The person's enrolment of that episode, or null.</summary>
    public EnrolmentTally? Find(int wanted)
    {
        for (var each = this; each is not null; each = each.Other)
        {
            if (each.Episode == wanted)
                return each;
        }

        return null;
    }

    /// <summary>The person's first enrolment that is not void; null when all are.</summary>
    public EnrolmentTally? First()
    {
        EnrolmentTally? first = null;
        for (var each = this; each is not null; each = each.Other)
        {
            if (!each.IsVoid && (first is null || each.Episode < first.Episode))
                first = each;
        }

        return first;
    }
}
