using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>
/// Promise 5: the campaign's quiet hours, the person's own from when they asked for them or a merge brought them, the touch's own hours and days, and a country's for text messages. What was sent before the person's zone
/// became what it is now is left out: which hours were theirs is not known any more.
/// </summary>
internal static class QuietHoursHold
{
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            if (person.ZoneKnownSince > sent.SendingAt)
                continue;
            var broken = Hours(person, sent, rules, UserZone.Of(person.User.Profile, rules.Fallback)).ToList();
            if (broken.Count == 0)
                continue;
            log.Check(Promise.QuietHoursHold);
            foreach (var how in broken.OfType<string>())
                log.Broken(new(Promise.QuietHoursHold, person.User.Id, sent.Departure.Row, $"sent {ReportText.At(sent.SendingAt)}, {how}"));
        }
    }

    /// <summary>An entry for everything that had a say; null where it agrees.</summary>
    private static IEnumerable<string?> Hours(PersonTruth person, Sent sent, AuditRules rules, DateTimeZone zone)
    {
        if (sent.Campaign?.QuietHours is { } hours)
            yield return QuietHoursRule.IsQuiet(hours, sent.SendingAt, zone) ? $"within {hours.From:HH:mm} to {hours.To:HH:mm} {zone.Id}" : null;
        if (person.User.Preferences is { QuietHours: { } wished } asked && asked.HoldsSince <= sent.SendingAt)
        {
            yield return QuietHoursRule.IsQuiet(new(wished.From, wished.To, TimeSpan.Zero), sent.SendingAt, zone)
                ? $"where the person asked for quiet from {wished.From:HH:mm} to {wished.To:HH:mm} {zone.Id}"
                : null;
        }

        if (sent.Campaign?.FindTouch(sent.Departure.Touch)?.Hours is { } own)
            yield return LocalHours.Allow(own, sent.SendingAt, zone) ? null : $"where touch {sent.Departure.Touch} goes only {SendHours.Text(own)} {zone.Id}";
        if (sent.Departure.Channel == Channel.Sms && IsPlaceKnown(person.User.Profile, sent.SendingAt) && rules.SmsHours.Of(person.User.Profile) is var (country, law))
            yield return LocalHours.Allow(law, sent.SendingAt, zone) ? null : $"where text messages to {country} go only {SendHours.Text(law)} {zone.Id}";
    }

    // Without a country it is the number that says where somebody is.
    private static bool IsPlaceKnown(Profile profile, DateTimeOffset at) => profile.Country?.Value is not null || profile.Phone?.At <= at;
}
