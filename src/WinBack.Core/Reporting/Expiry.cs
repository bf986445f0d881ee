using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What of a person's rows has been kept long enough. What an enrolment that stays was judged by stays with it.</summary>
/// <param name="Options">How long.</param>
/// <param name="Now">Instant of the purge.</param>
public sealed record Expiry(RetentionOptions Options, DateTimeOffset Now)
{
    private DateTimeOffset EventsBefore => Now.AddDays(-Options.EventDays);

    /// <summary>Whether an enrolment may go: long closed, and not open in the user row.</summary>
    public bool IsOver(User user, Enrolment enrolment) =>
        enrolment.WindowEnds <= Now.AddDays(-Options.EnrolmentDays) && user.OpenIn(enrolment.Campaign, enrolment.Episode) is null;

    /// <summary>
    /// Whether a user can have anything that may go, as far as their row tells: nobody enters a campaign, and no event happens, before the earliest instant
    /// it knows. Who gave something back may have entered by that alone, and a user without activity by anything.
    /// </summary>
    public bool MayHaveAnythingOld(User user) => user.Activity.LastRefund is not null
        || !(Known(user) >= Now.AddDays(-Math.Min(Options.EventDays, Options.EnrolmentDays)));

    /// <summary>Whether a user can have events that may go, as far as their row tells; a user without activity may.</summary>
    public bool MayHaveOldEvents(User user) => !(Known(user) >= EventsBefore);

    /// <summary>The instant from which on events are kept: of age, and of what the enrolments that stay were judged by.</summary>
    public DateTimeOffset KeepFrom(User user, IEnumerable<Enrolment> staying)
    {
        var needed = staying.Select(each => Earliest(each.LastActivity, each.LapsedAt, each.LapsedBy))
            .Concat(user.Open.Select(open => Earliest(open.LastActivity, open.LapsedAt, open.LapsedBy)));
        return needed.Append(EventsBefore).Min();
    }

    /// <summary>Whether an event may go. One that gave or withdrew a consent never does: it is the proof of it.</summary>
    public static bool IsOver(StoredEvent stored, DateTimeOffset keepFrom) =>
        stored.At < keepFrom && stored.ReceivedAt < keepFrom && stored is { Consents: null or { Count: 0 }, Purposes: null or { Count: 0 } };

    // Since when the user is known; null without activity. Whose first activity came late was enrolled, contacted or told of before it.
    private static DateTimeOffset? Known(User user)
    {
        if (user.Activity.FirstSeen is not { } known)
            return null;
        foreach (var at in Instants(user))
            known = at < known ? at : known;
        return known;
    }

    private static IEnumerable<DateTimeOffset> Instants(User user)
    {
        var profile = user.Profile;
        foreach (var field in new[] { profile.Name, profile.Email, profile.Phone, profile.TimeZone, profile.Locale, profile.Country, profile.PreferredChannel })
        {
            if (field is not null)
                yield return field.At;
        }

        foreach (var (_, field) in profile.Attributes)
            yield return field.At;
        foreach (var installation in profile.Installations)
            yield return installation.At;
        foreach (var (_, said) in profile.Consents)
            yield return said.At;
        foreach (var each in profile.Purposes ?? [])
            yield return each.Said.At;
        foreach (var contact in user.Contacts)
            yield return contact.At;
        foreach (var (_, episode) in user.Episodes)
        {
            if (!episode.IsVoid)     // what made it void was activity, and says when itself
                yield return episode.EnrolledAt;
        }
    }

    private static DateTimeOffset Earliest(DateTimeOffset? activity, DateTimeOffset lapsed, IReadOnlyList<ReachedSilence>? silences) =>
        (silences ?? []).Select(each => each.From).Append(activity ?? lapsed).Append(lapsed).Min();
}
