namespace WinBack.Core.Reporting.Audit;

/// <summary>What this system promises. The numbers are those by which people speak of them.</summary>
public enum Promise
{
    /// <summary>
    /// Nothing is handed over once a return or a stop was visible before sending. The one exception: where the campaign says <c>welcomeBack</c>, that touch
    /// is handed over once after a return, and never before one; after a stop or a disproved lapse it is not either.
    /// </summary>
    NoContactAfterReturnOrStop = 1,

    /// <summary>Each attempt is handed over at most once, and stands in the ledger.</summary>
    NeverTwice = 2,

    /// <summary>A held-out user gets no touch of that campaign on any channel, through any path.</summary>
    HoldoutMeansNothing = 3,

    /// <summary>Frequency caps hold across campaigns.</summary>
    CapsHold = 4,

    /// <summary>Quiet hours hold in the user's own zone.</summary>
    QuietHoursHold = 5,

    /// <summary>Every decision about a touch is stored with what each rule said.</summary>
    EveryDecisionExplained = 6,

    /// <summary>Every user who needs a check has exactly one live Due row, and every open enrolment a row for its close; none is overdue.</summary>
    OneLiveDueRow = 7,
}
