namespace WinBack.Core.Users;

/// <summary>Makes facts about an open enrolment, so that every kind carries the same columns.</summary>
public static class EnrolmentFacts
{
    /// <summary>A fact of the given kind; details are added by <c>with</c>.</summary>
    public static Fact ToFact(this OpenEnrolment open, FactKind kind, string personKey, DateTimeOffset at) => new()
    {
        Kind = kind,
        Campaign = open.Campaign,
        Version = open.Version,
        Person = personKey,
        Episode = open.Episode,
        Arm = open.Arm,
        At = at,
    };
}
