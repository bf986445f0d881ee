namespace WinBack.Core.Events;

/// <summary>By what a batch of events is judged.</summary>
/// <param name="Now">Our clock.</param>
/// <param name="Trust">Of the source.</param>
/// <param name="AllowOld">True for an import: events older than <see cref="EventLimits.Retention"/> are let in.</param>
public sealed record EventRules(DateTimeOffset Now, SourceTrust Trust, bool AllowOld = false)
{
    /// <summary>For events that were judged when they came in and were kept since: neither our clock nor their source refuses them now.</summary>
    internal static readonly EventRules Checked = new(DateTimeOffset.MaxValue - EventLimits.Ahead, SourceTrust.Full, AllowOld: true) { AllowItemEvents = true };

    /// <summary>Whether a type of <see cref="ItemEvent"/> is let in.</summary>
    internal bool AllowItemEvents { get; init; }
}
