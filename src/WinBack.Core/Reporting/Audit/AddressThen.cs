using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Where a message must have gone, for attempts whose trail does not say: only as far as today's profile is certain about that day.</summary>
public static class AddressThen
{
    /// <summary>The addresses of a channel at an instant; none when one of them was given, or heard of, later.</summary>
    /// <param name="user">As stored now.</param>
    /// <param name="events">All events of the person: one that brought an address dates it back, and counted from its arrival.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="at">The instant.</param>
    public static IReadOnlyList<string> Of(User user, IReadOnlyList<StoredEvent> events, Channel channel, DateTimeOffset at)
    {
        var profile = user.Profile;
        List<DateTimeOffset> given = channel switch
        {
            Channel.Email => [.. Dates(profile.Email)],
            Channel.Sms => [.. Dates(profile.Phone)],
            Channel.Webhook => [],      // an id is never given late
            _ => [.. profile.Installations.Select(each => each.At)],
        };
        return given.All(date => date <= at && events.All(each => each.At != date || each.ReceivedAt <= at)) ? Reach.Addresses(user, channel) : [];
    }

    private static IEnumerable<DateTimeOffset> Dates(Stamped<string>? field) => field is null ? [] : [field.At];
}
