using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Decides whether an event enters its user into a campaign.</summary>
internal static class TriggerJudge
{
    public static LapseVerdict Judge(User user, Campaign campaign, DateTimeZone zone, DateTimeOffset now)
    {
        var on = campaign.On ?? throw new ArgumentException($"Campaign {campaign.Id} has neither a lapse rule nor an event.", nameof(campaign));
        if (user.ArmedFor(campaign.Id) is not { } armed)
            return LapseJudge.HoldsBack(user, campaign, zone, last: null) ?? (LapseVerdict)new LapseVerdict.NeverActiveBefore();
        if (Undone(user, on, armed.At) is { } undone)
            return new LapseVerdict.Barred(null, undone);
        var reached = on.After.After(armed.At, zone);
        var (at, beyond) = (reached, on.Within.After(reached, zone));
        if (LapseJudge.HoldsBack(user, campaign, zone, armed.At) is { } held)
        {
            if (held.Until is not { } until)
                return held;
            at = at > until ? at : until;
        }

        if (now > beyond || at > beyond)
            return new LapseVerdict.TooLongAgo(armed.At, beyond) { At = reached };
        return now < at ? new LapseVerdict.NotYet(at) : new LapseVerdict.Lapsed(armed.At, at) { Trigger = armed };
    }

    private static string? Undone(User user, EventTrigger on, DateTimeOffset since)
    {
        for (var i = 0; i < on.Unless.Count; i++)
        {
            if (user.Activity.ByType.TryGetValue(on.Unless[i], out var count) && count.Last > since)
                return $"{on.Unless[i]} followed the event";
        }

        return null;
    }
}
