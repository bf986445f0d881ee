namespace WinBack.Core.Reporting;

/// <summary>The populations of a report, in the words that stand beside their numbers.</summary>
public static class Populations
{
    /// <summary>What the funnel counts.</summary>
    public const string Funnel = "All enrolments that began in the days read, second and later ones of a person and void ones included.";

    /// <summary>On whom every lift stands.</summary>
    public const string Primary =
        "Each person's first enrolment that is not void, in the arm they were assigned to, whether or not anything was delivered; "
        + "only enrolments whose window (enrolment, last planned delay and attribution window) has closed. Persons whom no campaign contacts are left out.";

    /// <summary>On whom harm is counted.</summary>
    public const string Harm =
        "Each person's first enrolment that is not void, its window open or closed: what happened before its end, complaints included, in the arm they were assigned to.";

    /// <summary>Whose first touch could have gone out.</summary>
    public const string Triggered =
        "Those of the primary population whose first touch passed every rule before the arm was consulted: in both arms the same people, as far as the rules can tell.";

    /// <summary>Enrolments that describe and prove nothing.</summary>
    public const string Later =
        "Second and later enrolments of the same persons with a closed window. Who lapses again may depend on the treatment: no lift is claimed by them, and errors count persons, not enrolments.";

    internal const string LaterOfShares =
        "They were drawn with several shares of the holdout, so the arms differ by when they entered as well: no difference is given.";

    internal const string Credit =
        "The primary population in treatment. Every goal event in the window is credited to the channel of the campaign's last message before it, and, direct, to that of the person's last click on one, "
        + "a tap on a push included; of each message the first click counts. A refund subtracts by its own date. Credit says what came before a purchase, not what caused it: some who are credited here would "
        + "have bought anyway. The effect is what treatment has beyond holdout.";

    /// <summary>Who was followed for 90 days.</summary>
    public const string Afterwards =
        "The primary population, those who entered at least 90 days before the last day read, returned or not; purchases are goal events after enrolment.";

    /// <summary>On whom all campaigns are compared with none.</summary>
    public const string AllProgramme =
        "Each person's first enrolment of all, in whatever campaign it was, with a closed window: whom no campaign contacts, against all others, holdouts included.";

    internal const string Programme =
        "Each person's first enrolment of all in any campaign, where it was in this one, with a closed window: whom no campaign contacts, against all others, holdouts included.";
}
