using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// Takes a user back to an earlier instant, as far as rows allow: activity from the stored events by when they happened, whenever they arrived;
/// episodes by when they began and ended. The profile stays that of today.
/// </summary>
public static class UserAsOf
{
    /// <summary>Whether the activity in the user row, or a refund in its values, reaches beyond an instant, so that the events are needed.</summary>
    public static bool NeedsEvents(User user, DateTimeOffset asOf) => user.Activity.LastSeen > asOf || user.Activity.LastRefund > asOf;

    /// <summary>The user as of an instant.</summary>
    /// <param name="user">As stored now.</param>
    /// <param name="events">All stored events, in any order; not looked at unless <see cref="NeedsEvents"/>.</param>
    /// <param name="asOf">The instant; events at exactly it count.</param>
    public static User Of(User user, IReadOnlyList<StoredEvent> events, DateTimeOffset asOf) => user with
    {
        Activity = NeedsEvents(user, asOf) ? Activity(events, asOf) : user.Activity,
        Sunset = user.Sunset is { } sunset && sunset.At <= asOf ? sunset : null,
        Open = [.. user.Open.Where(open => open.EnrolledAt <= asOf)],
        Episodes = user.Episodes
            .Where(pair => pair.Value.EnrolledAt <= asOf)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ClosedAt > asOf ? StillOpen(pair.Value) : pair.Value),
    };

    private static Episode StillOpen(Episode episode) => episode with
    {
        ClosedAt = null,
        ReturnedAt = null,
        ConvertedAt = null,
        Returns = episode.Returns - (episode.ReturnedAt is null ? 0 : 1),
        Conversions = episode.Conversions - (episode.ConvertedAt is null ? 0 : 1),
    };

    /// <summary>The user with the event that would enter them into a campaign as of an instant, from their history: the row keeps only what has not entered yet.</summary>
    /// <param name="user">As of the instant.</param>
    /// <param name="campaign">A campaign that an event enters users into.</param>
    /// <param name="events">All stored events, in any order.</param>
    /// <param name="asOf">The instant.</param>
    public static User Armed(User user, Campaign campaign, IReadOnlyList<StoredEvent> events, DateTimeOffset asOf) =>
        user with { Armed = TriggerMatch.Latest(campaign, events, asOf) is { } armed ? [armed] : [] };

    /// <summary>
    /// Whether the event that history names was never taken: none waits in the row, and nothing entered the user since it. The campaign was not active when it
    /// came. Where a later event was taken, this one is believed to have been too: the row does not tell any more.
    /// </summary>
    /// <param name="user">As stored now, not as of the instant: an event that was taken leaves the row only by entering the user.</param>
    /// <param name="armed">As <see cref="Armed"/> finds it in history.</param>
    public static bool WasNotTaken(User user, ArmedTrigger armed) =>
        user.ArmedFor(armed.Campaign) is null
        && !(user.Episodes.TryGetValue(armed.Campaign, out var episode) && episode.EnrolledAt >= armed.At);

    private static ActivitySummary Activity(IReadOnlyList<StoredEvent> events, DateTimeOffset asOf)
    {
        var byType = new Dictionary<string, ActivityCount>(StringComparer.Ordinal);
        foreach (var each in events)
        {
            if (!IncomingEvent.IsDeed(each.Type) || each.At > asOf)
                continue;
            byType[each.Type] = byType.GetValueOrDefault(each.Type, ActivityCount.None).With(each.At, each.Worth);
        }

        return byType.Count == 0 ? new() : new()
        {
            FirstSeen = byType.Values.Min(count => count.First),
            LastSeen = byType.Values.Max(count => count.Last),
            ByType = byType,
        };
    }
}
