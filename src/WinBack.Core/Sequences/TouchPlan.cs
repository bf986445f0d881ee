using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>When the touches of an enrolment are planned, and when its window ends: the same for both arms, and for whoever computes it again.</summary>
public static class TouchPlan
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// The planned touches, earliest first, as if each went out when it is planned. One that counts from the touch before is planned anew once
    /// that is done with, see <see cref="AfterTouch"/>.
    /// </summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="enrolledAt">Start of the enrolment.</param>
    /// <param name="zone">The person's zone: calendar delays, hours and days are of it.</param>
    public static IReadOnlyList<PlannedTouch> Of(Campaign campaign, DateTimeOffset enrolledAt, DateTimeZone zone)
    {
        // A stable sort: touches that fall on the same instant keep the order of the file.
        if (campaign.Touches.All(touch => touch is { IsAfterPrevious: false, Hours: null }))
            return [.. campaign.Touches.Select(touch => new PlannedTouch(touch.Id, touch.Delay.After(enrolledAt, zone))).OrderBy(touch => touch.At)];
        List<PlannedTouch> planned = [];
        for (var i = 0; i < campaign.Touches.Count; i++)
        {
            var (touch, before) = (campaign.Touches[i], i == 0 ? enrolledAt : planned[i - 1].At);
            var earliest = touch.Delay.After(touch.IsAfterPrevious ? before : enrolledAt, zone);
            if (i > 0 && touch.Hours is not null && Apart(campaign.Touches[i - 1], touch) >= Day)
                earliest = Later(earliest, NextDay(before, zone));
            planned.Add(new(touch.Id, LocalHours.Plan(touch.Hours, Later(earliest, before), zone)));
        }

        return planned;
    }

    /// <summary>End of the attribution window: the last planned touch, the time its other channels would wait for an answer, and the campaign's window.</summary>
    public static DateTimeOffset WindowEnds(Campaign campaign, IReadOnlyList<PlannedTouch> planned, DateTimeZone zone)
    {
        var last = planned[^1].At;
        if (campaign.Touches.FirstOrDefault(touch => touch.Id == planned[^1].Id) is { AfterSilence: { } silence } touch)
        {
            for (var i = 1; i < touch.Channels.Count; i++)
                last = silence.After(last, zone);
        }

        return campaign.AttributionWindow.After(last, zone);
    }

    /// <summary>The planned touches once one of them is done with: the next is moved when it counts from there, and none stands before it.</summary>
    /// <param name="campaign">The pinned version; null when it is not known, which moves nothing.</param>
    /// <param name="planned">As planned before.</param>
    /// <param name="done">Index of the touch that is done with.</param>
    /// <param name="at">When it was last handed over, or passed.</param>
    /// <param name="zone">The person's zone.</param>
    public static IReadOnlyList<PlannedTouch> AfterTouch(Campaign? campaign, IReadOnlyList<PlannedTouch> planned, int done, DateTimeOffset at, DateTimeZone zone)
    {
        var next = done + 1;
        if (next >= planned.Count || campaign?.Touches.FirstOrDefault(touch => touch.Id == planned[next].Id) is not { IsAfterPrevious: true } touch)
            return planned;
        var moved = LocalHours.Plan(touch.Hours, touch.Delay.After(at, zone), zone);
        return [.. planned.Select((each, i) => i == next ? each with { At = moved } : i > next ? each with { At = Later(each.At, moved) } : each)];
    }

    private static TimeSpan Apart(Touch before, Touch touch) => touch.IsAfterPrevious || before.IsAfterPrevious
        ? touch.Delay.Approximate
        : touch.Delay.Approximate - before.Delay.Approximate;

    private static DateTimeOffset NextDay(DateTimeOffset at, DateTimeZone zone) =>
        LocalHours.StartOf(Instant.FromDateTimeOffset(at).InZone(zone).Date.PlusDays(1), zone).ToDateTimeOffset();

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
