using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 4. What left is counted again, of all campaigns, by the caps of each message's own.</summary>
internal static class CapsHold
{
    public static void Check(PersonTruth person, AuditLog log)
    {
        for (var i = 0; i < person.Sent.Count; i++)
        {
            var sent = person.Sent[i];
            foreach (var cap in sent.Campaign?.Caps ?? [])
            {
                if (!Counts(cap, sent))
                    continue;
                log.Check(Promise.CapsHold);
                if (Before(person.Sent, i, cap) >= cap.Max)
                    log.Broken(new(Promise.CapsHold, person.User.Id, sent.Departure.Row, How(sent, cap)));
            }
        }
    }

    /// <summary>Contacts that took a slot of the cap before this one.</summary>
    private static int Before(IReadOnlyList<Sent> all, int index, FrequencyCap cap)
    {
        var (sent, count) = (all[index], 0);
        for (var i = index - 1; i >= 0 && all[i].SendingAt > sent.SendingAt - cap.Per; i--)
        {
            if (!Counts(cap, all[i]) || all[i].Row?.State is AttemptState.Refused or AttemptState.Retry)   // a refusal gives back its slot
                continue;
            // Of two on one instant the order is unknown: only one that this cap binds as well must have made room.
            if (all[i].SendingAt < sent.SendingAt || IsBound(all[i], cap))
                count++;
        }

        return count;
    }

    private static bool IsBound(Sent other, FrequencyCap cap) =>
        other.Campaign is { } campaign && campaign.Caps.Any(each => each.Channel == cap.Channel && each.Per == cap.Per && each.Max <= cap.Max);

    private static bool Counts(FrequencyCap cap, Sent sent) => cap.Channel is null || cap.Channel == sent.Departure.Channel;

    private static string How(Sent sent, FrequencyCap cap) => string.Create(
        CultureInfo.InvariantCulture,
        $"sent {ReportText.At(sent.SendingAt)} beyond {Counted.Of(cap.Max, "contact")} per {cap.Per.TotalHours:0.##} h {(cap.Channel is { } channel ? "by " + AttemptKey.Name(channel) : "in all")}");
}
