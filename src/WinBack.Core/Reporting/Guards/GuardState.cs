using System.Text.Json.Serialization;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Reporting.Guards;

/// <summary>How one guard of a campaign stands.</summary>
/// <param name="Guard">One of <see cref="GuardNames"/>.</param>
/// <param name="Value">What is measured: a share of persons or of hand-overs, an amount, or a p-value; null while there is too little to measure.</param>
/// <param name="Bound">What it is held against: the campaign's own bound, or what somebody accepted by resuming.</param>
/// <param name="IsTripped">Whether it pauses the campaign.</param>
/// <param name="Says">The same for people; holds no personal data.</param>
public sealed record GuardState(string Guard, double? Value, double Bound, bool IsTripped, string Says)
{
    /// <inheritdoc cref="GuardTrip.Evidence"/>
    [JsonIgnore]
    public double? Evidence { get; init; }

    /// <summary>Whether it can never trip until a setting or the campaign is changed.</summary>
    public bool IsBlind { get; init; }

    /// <summary>When it paused the campaign, the last time that guards did; null when it was not one of those that did.</summary>
    public DateTimeOffset? PausedAt { get; init; }
}

/// <summary>The guards of a campaign in its report.</summary>
/// <param name="States">Of each guard that is on.</param>
/// <param name="Paused">The last time it paused itself, and why; null when it never did.</param>
/// <param name="IsPaused">Whether it stands paused.</param>
public sealed record GuardReport(IReadOnlyList<GuardState> States, GuardedPause? Paused, bool IsPaused);

/// <summary>A pause that guards made.</summary>
/// <param name="At">When it was paused.</param>
/// <param name="Why">What each guard that tripped then said.</param>
public sealed record GuardedPause(DateTimeOffset At, IReadOnlyList<string> Why);
