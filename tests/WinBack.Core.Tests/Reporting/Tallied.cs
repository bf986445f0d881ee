using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.TestKit.World;

namespace WinBack.Core.Tests.Reporting;

/// <summary>A campaign's facts as they are written, and the report of them.</summary>
internal sealed class Tallied
{
    public static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    private readonly CampaignTally _tally = new();

    public CampaignReport Report(ReportTerms? terms = null) => ReportOfSums.Of("replenish", First, First.AddDays(60), _tally.ToRollup(), terms: terms);

    /// <summary>First enrolments with closed windows, of which some returned and bought for 10.</summary>
    public void Many(string prefix, Arm arm, int count, int returned, double probability, int day = 0, string? variant = null)
    {
        for (var i = 0; i < count; i++)
        {
            Enrol($"{prefix}{i}", arm, probability: probability, day: day, variant: variant);
            Close($"{prefix}{i}", arm, returned: i < returned, revenue: i < returned ? 10 : 0);
        }
    }

    public void Enrol(string person, Arm arm, int episode = 1, double probability = .5, int day = 0, string? variant = null) =>
        Add(FactKind.Enrolled, person, arm, fact => fact with { Episode = episode, Probability = probability, At = Given.Noon.AddDays(day), Variant = variant });

    public void Close(string person, Arm arm, bool returned, decimal revenue = 0, int episode = 1, OutcomeDetail? about = null) =>
        Add(FactKind.Outcome, person, arm, fact => fact with
        {
            Episode = episode,
            At = Given.Noon.AddDays(14),
            Status = returned ? EnrolmentStatus.Returned : EnrolmentStatus.Completed,
            Outcome = new(returned ? Given.Noon : null, returned ? Given.Noon : null, revenue),
            About = about,
        });

    public void Touch(string person, Arm arm, Channel channel, AttemptState answer) =>
        Add(FactKind.HandedOver, person, arm, fact => fact with { Touch = "t1", Channel = channel, Answer = answer });

    public void Add(FactKind kind, string person, Arm arm, Func<Fact, Fact>? with = null)
    {
        var fact = new Fact { Kind = kind, Campaign = "replenish", Version = 1, Person = person, Episode = 1, Arm = arm, At = Given.Noon };
        Add(with?.Invoke(fact) ?? fact);
    }

    public void Add(Fact fact) => _tally.Add(fact);
}
