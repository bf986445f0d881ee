using WinBack.Core.Campaigns;

namespace WinBack.Core.Reporting.Guards;

/// <summary>What is remembered of a campaign from look to look, so that failures are judged by hand-overs of the last days: reports count them from the first day on.</summary>
/// <param name="Pauses">Pauses by guards that had been when the first of <paramref name="Looks"/> was taken.</param>
/// <param name="Looks">Counts as they stood, oldest first: one a day at most, and none but the first from before <see cref="Window"/>.</param>
public sealed record GuardWatch(int Pauses, IReadOnlyList<GuardLook> Looks)
{
    /// <summary>The days whose hand-overs are judged.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private static readonly TimeSpan Apart = TimeSpan.FromDays(1);

    /// <summary>Hand-overs since the first look.</summary>
    public HandOvers Lately(HandOvers now) => now.Since(Looks[0].Counts);

    /// <summary>What to remember after one more look.</summary>
    /// <param name="held">What was; null at the first look.</param>
    /// <param name="campaign">One that was resumed since begins anew: its failures until then were accepted.</param>
    /// <param name="now">Counts as of now.</param>
    /// <param name="at">Instant of the look.</param>
    public static GuardWatch After(GuardWatch? held, Campaign campaign, HandOvers now, DateTimeOffset at)
    {
        // While it stands paused, what it was paused by stays in view.
        var pauses = held is null || campaign.IsActive ? campaign.GuardPause?.Number ?? 0 : held.Pauses;
        if (held is null || held.Pauses != pauses)
        {
            // What a campaign did before anybody looked is nobody's business now, unless it has only begun.
            return held is null && campaign.PublishedAt is { } published && at - published < Window ? new(pauses, [new(published, HandOvers.None)]) : new(pauses, [new(at, now)]);
        }

        var first = Math.Max(0, held.Looks.Count(look => look.At <= at - Window) - 1);
        List<GuardLook> looks = [.. held.Looks.Skip(first)];
        if (at - looks[^1].At >= Apart)
            looks.Add(new(at, now));
        return new(pauses, looks);
    }
}

/// <summary>Counts at one look.</summary>
/// <param name="At">When.</param>
/// <param name="Counts">Since the campaign's first day.</param>
public sealed record GuardLook(DateTimeOffset At, HandOvers Counts);
