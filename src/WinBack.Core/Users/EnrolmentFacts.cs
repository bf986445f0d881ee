namespace WinBack.Core.Users;

/// <summary>Makes facts about an open enrolment, so that every kind carries the same columns.</summary>
public static class EnrolmentFacts
{
    /// <summary>A fact of the given kind, kept under the day of the enrolment; details are added by <c>with</c>.</summary>
    public static Fact ToFact(this OpenEnrolment open, FactKind kind, string personKey, DateTimeOffset at) => new()
    {
        Kind = kind,
        Campaign = open.Campaign,
        Version = open.Version,
        Person = personKey,
        Episode = open.Episode,
        Arm = open.Arm,
        Variant = open.Variant?.Id,
        At = at,
        KeptAt = kind == FactKind.Enrolled ? null : open.EnrolledAt,
    };

    /// <summary>A fact about what became of an attempt; kept under the day of the enrolment.</summary>
    public static Fact ToFact(this SentAttempt sent, FactKind kind, DateTimeOffset at) => new()
    {
        Kind = kind,
        Campaign = sent.Campaign,
        Version = sent.Version,
        Person = sent.Person,
        Episode = sent.Episode,
        Arm = sent.Arm,
        Variant = sent.Variant,
        Touch = sent.Touch,
        Channel = sent.Channel,
        At = at,
        KeptAt = sent.EnrolledAt ?? sent.At,
    };
}
