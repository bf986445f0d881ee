namespace WinBack.Core.Campaigns;

/// <summary>How often, and how soon, the same person may enter a campaign again; beside the cool-down, which counts from the close of a window.</summary>
/// <param name="After">Least time between two entries; null for no rule of its own.</param>
/// <param name="AtMost">Entries in all, the first included and void ones apart; at least 1, null for any number.</param>
public sealed record ReEntry(Threshold? After = null, int? AtMost = null)
{
    /// <summary>Nobody enters a second time.</summary>
    public static ReEntry Never { get; } = new(After: null, AtMost: 1);
}
