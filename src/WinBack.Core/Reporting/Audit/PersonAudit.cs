namespace WinBack.Core.Reporting.Audit;

/// <summary>Holds promises 1 to 6 against everything kept about one person; promise 7 is <see cref="OneDueRow"/>, which needs the user row alone.</summary>
public static class PersonAudit
{
    /// <summary>Notes what was checked and what breaks a promise. Pure, and linear in the person's rows.</summary>
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        ReturnOrStop.Check(person, rules, log);
        NeverTwice.Check(person, log);
        HoldoutMeansNothing.Check(person, rules, log);
        CapsHold.Check(person, log);
        QuietHoursHold.Check(person, rules, log);
        DecisionsExplained.Check(person, rules, log);
    }
}
