using WinBack.Core.Campaigns;

namespace WinBack.Core.Lapse;

/// <summary>How many users may enter a campaign on one UTC day.</summary>
public static class EntryCeiling
{
    /// <summary>The day's ceiling; null for none. During the ramp it grows in equal daily steps, the first day included.</summary>
    /// <param name="entry">The campaign's rule.</param>
    /// <param name="published">UTC day of the version's publication.</param>
    /// <param name="day">UTC day asked about.</param>
    public static int? On(EntryRule entry, DateOnly published, DateOnly day)
    {
        if (entry.MaxPerDay is not { } most)
            return null;
        var ramp = entry.Ramp is { } length ? (int)Math.Ceiling(length.Approximate.TotalDays) : 0;
        var step = day.DayNumber - published.DayNumber + 1;
        return step >= ramp ? most : (int)Math.Ceiling(most * Math.Max(step, 1) / (double)ramp);
    }
}
