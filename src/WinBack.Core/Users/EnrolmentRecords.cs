namespace WinBack.Core.Users;

/// <summary>Makes the lasting record of an enrolment from the open one.</summary>
public static class EnrolmentRecords
{
    /// <summary>The row to write, at enrolment without an outcome and at the close of the window with one.</summary>
    public static Enrolment ToRecord(this OpenEnrolment open, Outcome? outcome = null) => new()
    {
        Campaign = open.Campaign,
        Version = open.Version,
        Episode = open.Episode,
        Arm = open.Arm,
        Probability = open.Probability,
        GlobalShare = open.GlobalShare,
        Variant = open.Variant,
        EnrolledAt = open.EnrolledAt,
        LastActivity = open.LastActivity,
        LapsedBy = open.LapsedBy,
        LapsedAt = open.LapsedAt,
        WindowEnds = open.WindowEnds,
        Status = open.Status,
        Outcome = outcome,
        Moves = open.Moves,
    };
}
