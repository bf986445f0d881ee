using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Export;

/// <summary>The columns of exported facts.</summary>
public static class FactColumns
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<ExportColumn<Fact>> All { get; } =
    [
        new("kind", ExportType.Text, "What the fact says, such as Enrolled, HandedOver or Outcome", fact => fact.Kind.ToString()),
        new("campaign", ExportType.Text, "Campaign id", fact => fact.Campaign),
        new("version", ExportType.Whole, "Version of the campaign", fact => (long)fact.Version),
        new("person", ExportType.Text, "Random key of the person; no user id", fact => fact.Person),
        new("episode", ExportType.Whole, "Which enrolment of the person in the campaign, from 1, void ones included", fact => (long)fact.Episode),
        new("entry", ExportType.Whole, "The same without void ones; 1 is the primary population. On Enrolled and Outcome", fact => (long?)fact.Entry),
        new("first_of_all", ExportType.Flag, "Whether the person was never enrolled in any campaign before. On Enrolled and Outcome", fact => fact.IsFirstOfAll),
        new("arm", ExportType.Text, "Treatment, Holdout, or Global for whom no campaign contacts", fact => fact.Arm.ToString()),
        new("probability", ExportType.Number, "Probability with which the arm was drawn. On Enrolled and Outcome", fact => fact.Probability),
        new("global_share", ExportType.Number, "Share of all users whom no campaign contacted then. On Enrolled and Outcome", fact => fact.GlobalShare),
        new("variant", ExportType.Text, "Variant", fact => fact.Variant),
        new("variant_probability", ExportType.Number, "Probability with which the variant was drawn. On Enrolled", fact => fact.VariantProbability),
        new("locale", ExportType.Text, "Language at enrolment. On Enrolled", fact => fact.Locale),
        new("segment", ExportType.Text, "Segment at enrolment: the named one of the lapse rule, else the one by rfm. On Enrolled", fact => fact.Segment),
        new("at", ExportType.Instant, "When it became so; on Outcome the end of the window", fact => fact.At),
        new("enrolled_at", ExportType.Instant, "When the enrolment began, as far as the fact says it", fact => fact.EnrolledAt ?? fact.KeptAt),
        new("touch", ExportType.Text, "Touch id", fact => fact.Touch),
        new("channel", ExportType.Text, "push, sms, email or webhook", fact => fact.Channel is { } channel ? AttemptKey.Name(channel) : null),
        new("answer", ExportType.Text, "Provider's answer on HandedOver: Accepted, Refused or Unknown", fact => fact.Answer?.ToString()),
        new("by_machine", ExportType.Flag, "Opened or clicked by a scanner and not the person", fact => fact.ByMachine),
        new("detail", ExportType.Text, "For people: a reason, or the ids of survey and answer", fact => fact.Detail),
        new("sequel", ExportType.Whole, "Of several facts of a kind about an enrolment, which this is; the last stands. Empty for the first outcome", fact => (long?)fact.Sequel),
        new("offer", ExportType.Text, "Offer id", fact => fact.Offer),
        new("amount", ExportType.Money, "What an offer can cost, or cost", fact => fact.Amount),
        new("currency", ExportType.Text, "Of amount", fact => fact.Currency),
        .. OutcomeColumns.Of<Fact>(fact => fact),
    ];
}
