using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What the facts say of one enrolment: the one small entry that is kept per enrolment while facts are counted.</summary>
internal sealed class EnrolmentTally(Fact enrolled)
{
    /// <summary>Episode, from 1.</summary>
    public int Episode { get; } = enrolled.Episode;

    public Arm Arm { get; } = enrolled.Arm;

    public DateTimeOffset EnrolledAt { get; } = enrolled.At;

    /// <summary>Probability of having been held out by the campaign.</summary>
    public double HoldoutProbability { get; } = enrolled.Arm switch
    {
        Arm.Holdout => enrolled.Probability ?? 1,
        Arm.Treatment => 1 - (enrolled.Probability ?? 1),
        _ => 0,
    };

    /// <summary>Share of all users that no campaign contacted; null where nobody knows.</summary>
    public double? GlobalShare { get; } = enrolled.GlobalShare;

    public bool IsFirstOfAll { get; } = enrolled.IsFirstOfAll ?? false;

    /// <summary>Null where the campaign had none.</summary>
    public string? Variant { get; } = enrolled.Variant;

    public string? Locale { get; } = enrolled.Locale;

    public string? Segment { get; } = enrolled.Segment;

    public bool IsVoid { get; set; }

    /// <summary>Whether it is the person's first that is not void; set once all facts were counted.</summary>
    public bool IsFirst { get; private set; }

    public bool IsOptedOut { get; set; }

    /// <summary>About one of its messages, before its window ended.</summary>
    public bool IsComplained => ComplainedAt is { } at && !(at >= WindowEnds);

    public bool IsLostPush { get; set; }

    /// <summary>Whether a message was handed over, or would have been had the person not been held out.</summary>
    public bool IsReached { get; set; }

    public bool IsSunset { get; set; }

    /// <summary>Ids of survey and answer; null for none.</summary>
    public string? Answer { get; set; }

    /// <summary>Which of the person's answers that is; 0 for none.</summary>
    public int AnswerSequel { get; set; }

    /// <summary>Null while the window is open.</summary>
    public Outcome? Outcome { get; private set; }

    public OutcomeDetail? About { get; private set; }

    /// <summary>Whole days from enrolment to the first return in the window; null where there was none.</summary>
    public int? ReturnDay => Outcome?.ReturnedAt is { } at ? Day(at) : null;

    /// <summary>The last day of which the window has a part: 13 of one of 14 days. Null while it is open.</summary>
    public int? LastDay => WindowEnds is { } end ? Day(end.AddTicks(-1)) : null;

    /// <summary>The same person's other enrolments, in no order; nearly always none.</summary>
    public EnrolmentTally? Other { get; set; }

    private int? Entry { get; } = enrolled.Entry;

    private int OutcomeSequel { get; set; }

    private DateTimeOffset? ComplainedAt { get; set; }

    // Null while it is open.
    private DateTimeOffset? WindowEnds { get; set; }

    /// <summary>Takes a complaint; of several the earliest decides.</summary>
    public void Complain(DateTimeOffset at) => ComplainedAt = ComplainedAt < at ? ComplainedAt : at;

    /// <summary>Takes an outcome fact; of several the last in their row stands.</summary>
    public void Close(Fact outcome)
    {
        if ((outcome.Sequel ?? 1) <= OutcomeSequel)
            return;
        (OutcomeSequel, Outcome, About, WindowEnds) = (outcome.Sequel ?? 1, outcome.Outcome, outcome.About, outcome.At);
        IsVoid |= outcome.Status == EnrolmentStatus.Void;
    }

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

    /// <summary>Finds which of the person's enrolments is the first. A fact from before that was said counts its episode, less those that are known to be void.</summary>
    public void FindFirst()
    {
        for (var each = this; each is not null; each = each.Other)
            each.IsFirst = !each.IsVoid && (each.Entry ?? each.Episode - VoidBefore(each.Episode)) == 1;
    }

    private int Day(DateTimeOffset at) => Math.Max(0, (int)(at - EnrolledAt).TotalDays);

    private int VoidBefore(int episode)
    {
        var count = 0;
        for (var each = this; each is not null; each = each.Other)
            count += each.IsVoid && each.Episode < episode ? 1 : 0;
        return count;
    }
}
