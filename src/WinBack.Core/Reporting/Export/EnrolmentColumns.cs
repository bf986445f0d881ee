namespace WinBack.Core.Reporting.Export;

/// <summary>The columns of exported enrolments.</summary>
public static class EnrolmentColumns
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<ExportColumn<ExportedEnrolment>> All { get; } =
    [
        new("campaign", ExportType.Text, "Campaign id", row => row.Enrolled.Campaign),
        new("version", ExportType.Whole, "Version of the campaign at enrolment", row => (long)row.Enrolled.Version),
        new("person", ExportType.Text, "Random key of the person; no user id", row => row.Enrolled.Person),
        new("episode", ExportType.Whole, "Which enrolment of the person in the campaign, from 1, void ones included", row => (long)row.Enrolled.Episode),
        new("entry", ExportType.Whole, "The same without void ones; 1 is the primary population", row => (long?)row.Enrolled.Entry),
        new("first_of_all", ExportType.Flag, "Whether the person was never enrolled in any campaign before", row => row.Enrolled.IsFirstOfAll),
        new("enrolled_at", ExportType.Instant, "When", row => row.Enrolled.At),
        new("arm", ExportType.Text, "Treatment, Holdout, or Global for whom no campaign contacts", row => row.Enrolled.Arm.ToString()),
        new("probability", ExportType.Number, "Probability with which the arm was drawn", row => row.Enrolled.Probability),
        new("global_share", ExportType.Number, "Share of all users whom no campaign contacted then", row => row.Enrolled.GlobalShare),
        new("variant", ExportType.Text, "Variant", row => row.Enrolled.Variant),
        new("variant_probability", ExportType.Number, "Probability with which the variant was drawn", row => row.Enrolled.VariantProbability),
        new("locale", ExportType.Text, "Language at enrolment", row => row.Enrolled.Locale),
        new("segment", ExportType.Text, "Segment at enrolment: the named one of the lapse rule, else the one by rfm", row => row.Enrolled.Segment),
        new("void", ExportType.Flag, "Whether a late event showed that there was no lapse, or, in facts from before 2026-11-28, the user was merged into another: in no population", row => row.IsVoid),
        new("opted_out", ExportType.Flag, "Whether the person said stop while enrolled", row => row.IsOptedOut),
        new("window_ends", ExportType.Instant, "End of the window; empty while it is open", row => row.Outcome?.At),
        .. OutcomeColumns.Of<ExportedEnrolment>(row => row.Outcome),
        new("complained", ExportType.Flag, "Whether the person complained about a message of the enrolment before the window ended", row => row.IsComplained),
        new("lost_push", ExportType.Flag, "Whether the person took back the permission to push, or removed the last installation, while enrolled", row => row.IsLostPush),
    ];
}
