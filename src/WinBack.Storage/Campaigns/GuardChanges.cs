using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>What guards make of a campaign's entry in the set, and what they keep others from making of it. Pure.</summary>
internal static class GuardChanges
{
    /// <summary>Whether nothing happened since that would make the judgement one of another campaign: also somebody who resumed it meanwhile.</summary>
    public static bool IsAsJudged(SetEntry held, Campaign judged) =>
        held.Status == CampaignStatus.Active && held.Stands == judged.Version && (held.GuardPause?.Number ?? 0) == (judged.GuardPause?.Number ?? 0);

    /// <summary>The entry, paused.</summary>
    public static SetEntry Pause(SetEntry held, IReadOnlyList<GuardTrip> trips, DateTimeOffset now)
    {
        var number = (held.GuardPause?.Number ?? 0) + 1;
        IReadOnlyList<GuardTrip> kept = [.. (held.GuardPause?.Trips ?? []).Where(old => trips.All(trip => trip.Guard != old.Guard)), .. trips.Select(trip => trip with { Pause = number })];
        return held with { Status = CampaignStatus.Paused, GuardPause = new(number, now, kept) };
    }

    /// <summary>The status that publishing gives: what guards paused is resumed by somebody who says so, never by the word in a file.</summary>
    public static CampaignStatus Published(SetEntry? held, CampaignStatus wanted) => wanted == CampaignStatus.Active && IsHeld(held) ? CampaignStatus.Paused : wanted;

    /// <summary>What is known of pauses once another version stands: all of it, but what was accepted counts only by the bound that it was accepted by.</summary>
    /// <param name="held">As it stood.</param>
    /// <param name="before">Rules of the version that stood.</param>
    /// <param name="after">Rules of the one that stands.</param>
    public static GuardPause? Carried(SetEntry held, GuardRules before, GuardRules after) => held.GuardPause is not { } pause ? null : pause with
    {
        Trips = [.. pause.Trips.Select(trip => before.AcceptAs(after, trip.Guard) || (IsHeld(held) && trip.Pause == pause.Number) ? trip : trip with { IsOutdated = true })],
    };

    /// <summary>Why a campaign whose budget is spent may not go on; null when it may.</summary>
    /// <param name="held">As it stands.</param>
    /// <param name="entry">As it would.</param>
    /// <param name="coming">The version that would be in use then.</param>
    public static string? Objection(SetEntry? held, SetEntry entry, Campaign coming) =>
        held is { Status: CampaignStatus.Paused, GuardPause: { } pause } && entry.Status == CampaignStatus.Active ? GuardPauseText.Spent(pause, coming.Guards) : null;

    private static bool IsHeld(SetEntry? held) => held?.GuardPause?.Holds(held.Status) == true;
}
