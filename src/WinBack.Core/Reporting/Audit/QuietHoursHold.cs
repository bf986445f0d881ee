using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 5. What was sent before the person's zone became what it is now is left out: which hours were theirs is not known any more.</summary>
internal static class QuietHoursHold
{
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            if (sent.Campaign?.QuietHours is not { } hours || person.ZoneKnownSince > sent.SendingAt)
                continue;
            log.Check(Promise.QuietHoursHold);
            var zone = UserZone.Of(person.User.Profile, rules.Fallback);
            if (QuietHoursRule.IsQuiet(hours, sent.SendingAt, zone))
            {
                log.Broken(new(
                    Promise.QuietHoursHold,
                    person.User.Id,
                    sent.Departure.Row,
                    $"sent {ReportText.At(sent.SendingAt)}, within {hours.From:HH:mm} to {hours.To:HH:mm} {zone.Id}"));
            }
        }
    }
}
