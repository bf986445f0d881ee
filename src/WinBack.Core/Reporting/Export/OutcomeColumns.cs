using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Export;

/// <summary>The columns about what came of an enrolment.</summary>
internal static class OutcomeColumns
{
    public static IEnumerable<ExportColumn<T>> Of<T>(Func<T, Fact?> outcome) =>
    [
        new("status", ExportType.Text, "State of the sequence at the close", row => outcome(row)?.Status?.ToString()),
        new("returned_at", ExportType.Instant, "First exit event in the window", row => outcome(row)?.Outcome?.ReturnedAt),
        new("converted_at", ExportType.Instant, "First goal event in the window", row => outcome(row)?.Outcome?.ConvertedAt),
        new("revenue", ExportType.Money, "Net value of goal events in the window", row => outcome(row)?.Outcome?.Revenue),
        new("triggered_at", ExportType.Instant, "When the first touch had passed every rule, before the arm was consulted", row => outcome(row)?.About?.TriggeredAt),
        new("first_channel", ExportType.Text, "Channel of that touch", row => outcome(row)?.About?.FirstChannel is { } channel ? AttemptKey.Name(channel) : null),
        new("messages", ExportType.Whole, "Messages of the enrolment that left", row => outcome(row)?.About is { } about ? (about.Messages?.Values.Sum() ?? 0L) : null),
        new("message_cost", ExportType.Money, "What they cost, by the prices set then", row => outcome(row)?.About?.MessageCost),
        new("message_currency", ExportType.Text, "Of message_cost", row => outcome(row)?.About?.Currency),
        new("offer_cost", ExportType.Money, "What used codes cost", row => outcome(row)?.About?.OfferCost),
        new("other_contacts", ExportType.Whole, "Contacts by other campaigns in the window", row => (long?)outcome(row)?.About?.OtherContacts),
        new("purchases_90", ExportType.Whole, "Goal events within 90 days of enrolment, refunds apart", row => outcome(row)?.About is { } about ? (about.FollowUp?.Purchases ?? 0L) : null),
        new("revenue_30", ExportType.Money, "Net value of goal events within 30 days of enrolment", row => outcome(row)?.About is { } about ? (about.FollowUp?.Revenue30 ?? 0m) : null),
        new("revenue_90", ExportType.Money, "Net value of goal events within 90 days of enrolment", row => outcome(row)?.About is { } about ? (about.FollowUp?.Revenue90 ?? 0m) : null),
        new("lapsed_again_at", ExportType.Instant, "When the person entered the campaign again, within 180 days", row => outcome(row)?.About?.LapsedAgainAt),
        .. Enum.GetValues<Channel>().SelectMany(channel => Credit(outcome, channel)),
    ];

    private static IEnumerable<ExportColumn<T>> Credit<T>(Func<T, Fact?> outcome, Channel channel)
    {
        var name = AttemptKey.Name(channel);
        return
        [
            new($"credit_{name}", ExportType.Whole, $"Goal events in the window whose last message before them went by {name}", row => Of(row) is { } credit ? (long)credit.Conversions : null),
            new($"credit_{name}_revenue", ExportType.Money, "Their net value", row => Of(row)?.Revenue),
            new($"direct_{name}", ExportType.Whole, $"Goal events in the window whose last click before them was on a message by {name}", row => Of(row) is { } credit ? (long)credit.DirectConversions : null),
            new($"direct_{name}_revenue", ExportType.Money, "Their net value", row => Of(row)?.DirectRevenue),
        ];

        CreditSum? Of(T row) => outcome(row)?.About is { } about ? about.Credits?.GetValueOrDefault(channel) ?? new(0, 0, 0, 0) : null;
    }
}
