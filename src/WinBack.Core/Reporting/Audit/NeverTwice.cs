namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 2.</summary>
internal static class NeverTwice
{
    public static void Check(PersonTruth person, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            log.Check(Promise.NeverTwice);
            if (How(sent) is { } how)
                log.Broken(new(Promise.NeverTwice, person.User.Id, new AuditedRow.OfOutbox(sent.Departure), how));
        }
    }

    private static string? How(Sent sent) => sent switch
    {
        { Copy: > 0 } => $"attempt {sent.Departure.Attempt} left again {ReportText.At(sent.Departure.At)}",
        { Row: null } => $"attempt {sent.Departure.Attempt} left without a ledger row",
        { Row: { SendingAt: null } row } => $"attempt {sent.Departure.Attempt} left though its ledger row never reached sending: it is {row.State}",
        _ => null,
    };
}
