namespace WinBack.Core.Campaigns;

/// <summary>The last time that a campaign paused itself. Whoever resumes it has accepted what stands here: the same does not pause it again.</summary>
/// <param name="Number">Counts the campaign's pauses by its guards, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Trips">Of each guard that ever tripped the last one.</param>
public sealed record GuardPause(int Number, DateTimeOffset At, IReadOnlyList<GuardTrip> Trips)
{
    /// <summary>The last trip of a guard; null when it never did.</summary>
    public GuardTrip? Of(string guard) => Trips.FirstOrDefault(trip => trip.Guard == guard);

    /// <summary>Whether somebody resumed the campaign since.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Whether a campaign of a status stands still because of it, and not because a person paused it later.</summary>
    public bool Holds(CampaignStatus status) => status == CampaignStatus.Paused && !IsResumed;

    /// <summary>What resuming accepted of a guard; null when nothing, or when a later version has another bound.</summary>
    public GuardTrip? Accepted(string guard) => Of(guard) is { IsOutdated: false } trip ? trip : null;

    /// <summary>The trips that made this pause, and not an earlier one.</summary>
    public IEnumerable<GuardTrip> Now => Trips.Where(trip => trip.Pause == Number);
}

/// <summary>A guard that tripped.</summary>
/// <param name="Guard">One of <see cref="GuardNames"/>.</param>
/// <param name="Pause">Number of the pause it made.</param>
/// <param name="Value">What was measured: a share, an amount, or a p-value.</param>
/// <param name="Bound">What it was held against.</param>
/// <param name="Says">The same for people; holds no personal data.</param>
public sealed record GuardTrip(string Guard, int Pause, double Value, double Bound, string Says)
{
    /// <summary>Of <see cref="GuardNames.SampleRatio"/>, the natural logarithm of the evidence against the draw; null of others, and in trips from before it was kept.</summary>
    public double? Evidence { get; init; }

    /// <summary>Whether a version published after it was accepted sets the guard otherwise: it is judged anew.</summary>
    public bool IsOutdated { get; init; }
}

/// <summary>Names of the guards, as campaign files have them.</summary>
public static class GuardNames
{
    /// <summary>Harm in treatment beyond that in holdout.</summary>
    public const string Harm = "harm";

    /// <summary>Hand-overs that fail.</summary>
    public const string Failures = "failures";

    /// <summary>The money.</summary>
    public const string Budget = "budget";

    /// <summary>Arms that did not come out as drawn.</summary>
    public const string SampleRatio = "sampleRatio";

    /// <summary>Who pauses a campaign, in its log.</summary>
    public const string By = "guard";
}
