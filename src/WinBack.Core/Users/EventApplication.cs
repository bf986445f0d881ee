using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>Applies an event to a person: history, activity and profile. What campaigns make of it is decided by <see cref="IUserReaction"/>s.</summary>
public static class EventApplication
{
    /// <summary>Applies one event.</summary>
    /// <returns>Null when applied; else the limit it would exceed, and nothing was changed.</returns>
    public static LimitExceeded? Apply(PersonChange change, IncomingEvent given)
    {
        var user = change.User;
        var activity = user.Activity;
        if (IncomingEvent.IsDeed(given.Type))
        {
            if (!activity.ByType.ContainsKey(given.Type) && activity.ByType.Count >= UserLimits.EventTypes)
                return new("type", $"The user has events of {UserLimits.EventTypes} types already.", $"{UserLimits.EventTypes} event types per user.");
            activity = Count(activity, given);
        }

        var profile = user.Profile;
        if (given.Profile is { } update && ProfileChange.Apply(ref profile, update) is { } exceeded)
            return exceeded;
        change.User = user with { Activity = activity, Profile = profile };
        change.Events.Add(new()
        {
            Id = given.Id,
            Type = given.Type,
            At = given.At,
            ReceivedAt = change.Now,
            Value = given.Value,
            Currency = given.Currency,
            Converted = given.Converted,
            Properties = given.Properties,
            Consents = given.Profile is { Consents.Count: > 0 } said ? ConsentMerge.Of(said.Consents) : null,
            Purposes = given.Profile is { PurposeConsents.Count: > 0 } named ? [.. ConsentMerge.Of(named.PurposeConsents)] : null,
        });
        return null;
    }

    private static ActivitySummary Count(ActivitySummary activity, IncomingEvent given)
    {
        var at = given.At;
        var count = activity.ByType.GetValueOrDefault(given.Type, ActivityCount.None).With(at, given.Worth);
        var counted = activity with { ByType = new Dictionary<string, ActivityCount>(activity.ByType, StringComparer.Ordinal) { [given.Type] = count } };
        // What a shop gives back is nothing the user did: it must not put off the next lapse.
        return given.Value < 0
            ? counted with { LastRefund = Later(activity.LastRefund, at) }
            : counted with { FirstSeen = activity.FirstSeen < at ? activity.FirstSeen : at, LastSeen = Later(activity.LastSeen, at) };
    }

    private static DateTimeOffset Later(DateTimeOffset? held, DateTimeOffset at) => held is { } was && was > at ? was : at;
}
