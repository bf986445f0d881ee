using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>The sums of one arm.</summary>
internal sealed class ArmSums(Arm arm)
{
    private long _enrolled;
    private long _open;
    private long _void;
    private long _optedOut;
    private long _sunset;
    private readonly SortedDictionary<string, long> _answers = new(StringComparer.Ordinal);

    /// <summary>First enrolments that are not void, their window open or closed.</summary>
    public DrawSums First { get; private set; }

    /// <summary>First enrolments whose window has closed.</summary>
    public DrawSums Analysed { get; private set; }

    /// <summary>Outcomes of <see cref="Analysed"/>.</summary>
    public OutcomeSum Primary { get; private set; } = new(0, 0, 0, 0);

    public OutcomeSum Later { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Over <see cref="Analysed"/>, zeros included.</summary>
    public Moments RevenuePerUser { get; private set; }

    public void Add(EnrolmentTally enrolment, bool isFirst)
    {
        _enrolled++;
        _optedOut += enrolment.IsOptedOut ? 1 : 0;
        if (enrolment.Answer is { } answer)
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        _sunset += enrolment.IsSunset ? 1 : 0;
        if (enrolment.IsVoid)
        {
            _void++;
            return;
        }

        if (isFirst)
            First = First.With(enrolment.HoldoutProbability);
        if (enrolment.Outcome is not { } outcome)
        {
            _open++;
            return;
        }

        if (!isFirst)
        {
            Later = With(Later, outcome);
            return;
        }

        Analysed = Analysed.With(enrolment.HoldoutProbability);
        Primary = With(Primary, outcome);
        RevenuePerUser = RevenuePerUser.With((double)outcome.Revenue);
    }

    public ArmFunnel ToFunnel(IReadOnlyList<TouchCount> touches) => new()
    {
        Arm = arm,
        Enrolled = _enrolled,
        Open = _open,
        Void = _void,
        Closed = _enrolled - _open - _void,
        OptedOut = _optedOut,
        Sunset = _sunset,
        Answers = [.. _answers.Select(each => new AnswerCount(each.Key, each.Value))],
        Touches = touches,
        Primary = Primary,
        Later = Later,
    };

    private static OutcomeSum With(OutcomeSum sum, Outcome outcome) => new(
        sum.Enrolments + 1,
        sum.Returned + (outcome.ReturnedAt is null ? 0 : 1),
        sum.Converted + (outcome.ConvertedAt is null ? 0 : 1),
        sum.Revenue + outcome.Revenue);
}

/// <summary>How many were drawn, and how many of them the draw would have held out.</summary>
/// <param name="Count">Persons.</param>
/// <param name="Expected">Σp of being held out.</param>
/// <param name="Variance">Σp(1−p).</param>
internal readonly record struct DrawSums(long Count, double Expected, double Variance)
{
    public DrawSums With(double probability) => new(Count + 1, Expected + probability, Variance + (probability * (1 - probability)));
}
