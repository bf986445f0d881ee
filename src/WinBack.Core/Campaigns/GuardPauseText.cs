using System.Globalization;

namespace WinBack.Core.Campaigns;

/// <summary>What somebody is told who meets a pause that guards made.</summary>
public static class GuardPauseText
{
    /// <summary>For whoever published a version: why it stays paused, and what to do; null when guards do not hold it.</summary>
    public static string? StaysPaused(Campaign campaign) => campaign is { IsGuardPaused: true, GuardPause: { } pause }
        ? Text($"it stays paused: its guards paused it on {pause.At.UtcDateTime:yyyy-MM-dd HH:mm}Z ({string.Join("; ", pause.Now.Select(trip => trip.Says))}), and publishing does not resume it. {ToDo(campaign, pause)}")
        : null;

    /// <summary>Why a campaign may not be resumed by its rules; null when it may. What was spent stays spent: it would be paused again at the next look.</summary>
    public static string? Spent(GuardPause pause, GuardRules rules) =>
        pause.Of(GuardNames.Budget) is { } trip && rules.Budget is { } budget && (double)budget.Amount <= trip.Value
            ? Text($"its budget of {budget.Amount:0.00} {budget.Currency} is spent: {trip.Value:0.00} when it was paused; publish it with a larger guards.budget.amount, or budget: off")
            : null;

    private static string ToDo(Campaign campaign, GuardPause pause)
    {
        var resume = $"./winback campaign resume {campaign.Id}, or POST /api/admin/campaigns/{campaign.Id}/status/active";
        return Spent(pause, campaign.Guards) is { } spent ? $"{char.ToUpperInvariant(spent[0])}{spent[1..]}; then {resume}" : $"When you have looked at it: {resume}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
