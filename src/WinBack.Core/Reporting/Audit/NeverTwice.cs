namespace WinBack.Core.Reporting.Audit;

/// <summary>
/// Promise 2. The outbox shows a message that left twice. A provider does not, and the ledger has one row for an attempt: there the trail is the
/// second witness, written with each beginning to send, so a beginning that the ledger's answer is not of is one too many.
/// </summary>
internal static class NeverTwice
{
    public static void Check(PersonTruth person, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            log.Check(Promise.NeverTwice);
            if (How(sent) is { } how)
                log.Broken(new(Promise.NeverTwice, person.User.Id, sent.Departure.Row, how));
        }
    }

    private static string? How(Sent sent) => sent switch
    {
        { Copy: > 0 } => $"attempt {sent.Departure.Attempt} left again {ReportText.At(sent.Departure.At)}",
        { Row: null } => $"attempt {sent.Departure.Attempt} left without a ledger row",
        { Row: { SendingAt: null } row } => $"attempt {sent.Departure.Attempt} left though its ledger row never reached sending: it is {row.State}",
        { Departure.TrailAt: { } trail, Row: { SendingAt: { } sending } row } when trail != sending =>
            $"attempt {sent.Departure.Attempt} began to be sent {ReportText.At(trail)}, and its ledger row is {row.State} since it began {ReportText.At(sending)}",
        _ => null,
    };
}
