using System.Globalization;
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

    /// <summary>Why a campaign whose budget is spent may not go on; null when it may. What was spent stays spent: it would be paused again at the next look.</summary>
    /// <param name="held">As it stands.</param>
    /// <param name="entry">As it would.</param>
    /// <param name="coming">The version that would be in use then.</param>
    public static string? Objection(SetEntry? held, SetEntry entry, Campaign coming) =>
        held is { Status: CampaignStatus.Paused, GuardPause: { } pause } && entry.Status == CampaignStatus.Active
            && pause.Of(GuardNames.Budget) is { } trip && coming.Guards.Budget is { } budget && (double)budget.Amount <= trip.Value
            ? string.Create(CultureInfo.InvariantCulture, $"its budget of {budget.Amount:0.00} {budget.Currency} is spent: {trip.Value:0.00} when it was paused; publish it with a larger guards.budget.amount, or budget: off")
            : null;
}
