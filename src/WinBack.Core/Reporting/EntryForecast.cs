using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>
/// What becomes of those who would enter a campaign at once: how many days until all are in under its ceilings, and how many until their messages
/// are out at the providers' limits. A plan of the most there can be: nobody returns, and every touch goes to the channel it names first.
/// </summary>
/// <param name="Waiting">How many would enter.</param>
/// <param name="Held">How many of them are held out.</param>
/// <param name="EntryDays">Days until all have entered; more than <see cref="MaxDays"/> are said as one more than that.</param>
/// <param name="Channels">Load by channel, those without messages left out.</param>
public sealed record EntryForecast(long Waiting, long Held, int EntryDays, IReadOnlyList<ChannelLoad> Channels)
{
    /// <summary>Days that are looked at.</summary>
    public const int MaxDays = 3650;

    /// <summary>Whether some channel gets more on a day than it may hand over: messages wait, and may expire.</summary>
    public bool IsAboveCapacity => Channels.Any(channel => channel.IsAbove);

    /// <summary>Makes the plan.</summary>
    /// <param name="campaign">As it would be published.</param>
    /// <param name="waiting">How many would enter now.</param>
    /// <param name="now">When.</param>
    /// <param name="limits">Pace of a channel; null for no limit.</param>
    public static EntryForecast Of(Campaign campaign, long waiting, DateTimeOffset now, Func<Channel, PaceLimits?> limits)
    {
        var entries = Entries(campaign, waiting, DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime((campaign.PublishedAt ?? now).UtcDateTime));
        var planned = TouchPlan.Of(campaign, now, DateTimeZone.Utc);
        var loads =
            from touch in campaign.Touches
            let delay = (int)(planned.First(each => each.Id == touch.Id).At - now).TotalDays
            group delay by touch.Channels[0] into channel
            orderby channel.Key
            select Load(channel.Key, [.. channel], entries, 1 - campaign.Holdout.Share, PerDay(campaign, limits(channel.Key)));
        return new(
            waiting,
            (long)Math.Round(waiting * campaign.Holdout.Share),
            entries.Sum() < waiting ? MaxDays + 1 : entries.Count,
            waiting == 0 ? [] : [.. loads]);
    }

    private static List<long> Entries(Campaign campaign, long waiting, DateOnly today, DateOnly published)
    {
        List<long> entries = [];
        for (var left = waiting; left > 0 && entries.Count < MaxDays;)
        {
            var entering = Math.Min(left, EntryCeiling.On(campaign.Entry, published, today.AddDays(entries.Count)) ?? left);
            entries.Add(entering);
            left -= entering;
        }

        return entries;
    }

    private static ChannelLoad Load(Channel channel, int[] delays, List<long> entries, double share, long? perDay)
    {
        var due = new double[entries.Count + delays.Max() + 1];
        foreach (var delay in delays)
        {
            for (var day = 0; day < entries.Count; day++)
                due[day + delay] += entries[day] * share;
        }

        var (left, days) = (0.0, 0);
        for (var day = 0; day < due.Length; day++)
        {
            left += due[day];
            days = left > 0 ? day + 1 : days;
            left = perDay is { } most ? Math.Max(0, left - most) : 0;
        }

        days += perDay is { } rest ? (int)Math.Min(int.MaxValue / 2, Math.Ceiling(left / rest)) : 0;
        return new(channel, (long)Math.Round(due.Sum()), (long)Math.Round(due.Max()), perDay, days);
    }

    private static long? PerDay(Campaign campaign, PaceLimits? limits)
    {
        if (limits is null)
            return null;
        var quiet = campaign.QuietHours is { } hours ? (hours.To - hours.From).TotalHours : 0;        // a span of times goes over midnight
        var perHour = Math.Min(limits.PerMinute * 60L, limits.PerHour ?? long.MaxValue);
        return Math.Max(1, (long)(perHour * (24 - quiet)));
    }
}
