using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Everything kept about one person, joined so that each promise can be held against it.</summary>
public sealed class PersonTruth
{
    /// <param name="user">The user row.</param>
    /// <param name="events">All stored events.</param>
    /// <param name="enrolments">All enrolments, open ones included.</param>
    /// <param name="ledger">The whole ledger.</param>
    /// <param name="departures">What left for this person.</param>
    /// <param name="campaigns">All campaigns.</param>
    public PersonTruth(
        User user, IReadOnlyList<StoredEvent> events, IReadOnlyList<Enrolment> enrolments, IReadOnlyList<LedgerEntry> ledger,
        IReadOnlyList<Departure> departures, CampaignSet campaigns)
    {
        User = user;
        Events = events;
        Enrolments = enrolments;
        Ledger = ledger;
        Sent = [.. Join(departures, campaigns).OrderBy(sent => sent.SendingAt).ThenBy(sent => sent.Departure.Id, StringComparer.Ordinal)];
        ZoneKnownSince = Later(KnownSince(user.Profile.TimeZone), KnownSince(user.Profile.Country));
    }

    /// <summary>The user row.</summary>
    public User User { get; }

    /// <summary>All stored events.</summary>
    public IReadOnlyList<StoredEvent> Events { get; }

    /// <summary>All enrolments.</summary>
    public IReadOnlyList<Enrolment> Enrolments { get; }

    /// <summary>The whole ledger.</summary>
    public IReadOnlyList<LedgerEntry> Ledger { get; }

    /// <summary>What left, in the order it was sent.</summary>
    internal IReadOnlyList<Sent> Sent { get; }

    /// <summary>Since when the person's zone is what it is now: before that, nobody can say any more which it was.</summary>
    internal DateTimeOffset ZoneKnownSince { get; }

    /// <summary>Where an enrolment stands: in the user row while it is open, else in its record.</summary>
    internal EnrolmentStatus StatusOf(Enrolment enrolment) => User.OpenIn(enrolment.Campaign, enrolment.Episode)?.Status ?? enrolment.Status;

    private IEnumerable<Sent> Join(IReadOnlyList<Departure> departures, CampaignSet campaigns)
    {
        if (departures.Count == 0)
            yield break;
        var rows = Ledger.Where(row => row.Channel is not null).ToDictionary(row => Departure.KeyOf(User, row)!, StringComparer.Ordinal);
        foreach (var copies in departures.GroupBy(departure => departure.Attempt, StringComparer.Ordinal))
        {
            var row = rows.GetValueOrDefault(copies.Key);
            var copy = 0;
            foreach (var departure in copies.OrderBy(departure => departure.At).ThenBy(departure => departure.Id, StringComparer.Ordinal))
            {
                // The ledger has room for one hand-over: any other is as late as it left.
                var sendingAt = copy == 0 && row?.SendingAt is { } at ? at : departure.At;
                var enrolment = Enrolments.FirstOrDefault(each => each.Campaign == departure.Campaign
                    && AttemptKey.For(OpenEnrolment.InstanceId(each.Campaign, each.Episode, User.PersonKey), departure.Touch, departure.Channel) == departure.Attempt);
                var campaign = enrolment is null ? campaigns.Find(departure.Campaign) : campaigns.Find(enrolment.Campaign, enrolment.VersionAt(sendingAt));
                yield return new(departure, copy++, row, enrolment, campaign, sendingAt);
            }
        }
    }

    // A profile field carries the instant its source gives it; it counted here from the arrival of the event that brought it.
    private DateTimeOffset KnownSince(Stamped<string>? field)
    {
        if (field is null)
            return DateTimeOffset.MinValue;
        var known = field.At;
        foreach (var each in Events)
        {
            if (each.At == field.At && each.ReceivedAt > known)
                known = each.ReceivedAt;
        }

        return known;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>A message that left, with what the rows say about it.</summary>
/// <param name="Departure">The message.</param>
/// <param name="Copy">0 for the first with its attempt key.</param>
/// <param name="Row">The attempt's ledger row, or null.</param>
/// <param name="Enrolment">Its enrolment, or null.</param>
/// <param name="Campaign">The pinned version; without an enrolment the current one; null when it is not known here.</param>
/// <param name="SendingAt">When the attempt got into <c>sending</c>: what was visible before decides. Under one ETag, this is the order of commits.</param>
internal sealed record Sent(
    Departure Departure, int Copy, LedgerEntry? Row, Enrolment? Enrolment, Campaign? Campaign, DateTimeOffset SendingAt);

/// <summary>What events mean to an enrolment, derived afresh. Of a refund, nothing: the person did not act.</summary>
internal static class EventMeaning
{
    /// <summary>Whether an event is a return from an enrolment.</summary>
    public static bool IsReturn(StoredEvent given, Enrolment enrolment, Campaign campaign) =>
        IsActivity(given) && given.At > enrolment.EnrolledAt && (campaign.ExitTypes.Count == 0 || campaign.ExitTypes.Contains(given.Type));

    /// <summary>The event by which it became known that there was nothing to enrol for; null when none shows that.</summary>
    public static StoredEvent? Disproof(IEnumerable<StoredEvent> events, Enrolment enrolment, Campaign campaign, NodaTime.DateTimeZone zone)
    {
        var standing = enrolment.LapsedBy;
        foreach (var given in events.Where(given => IsActivity(given) && given.At <= enrolment.EnrolledAt).OrderBy(given => given.ReceivedAt))
        {
            if (LapseProof.MakesIdle(campaign, enrolment.LastActivity, given.Type, given.At))
                return given;
            var left = LapseProof.Standing(campaign, standing, given.Type, given.At, enrolment.EnrolledAt, zone);
            if (LapseProof.IsDisproved(campaign, standing, left))
                return given;
            standing = standing is null ? null : left;
        }

        return null;
    }

    private static bool IsActivity(StoredEvent given) => IncomingEvent.IsDeed(given.Type) && given.Value is not < 0;
}
