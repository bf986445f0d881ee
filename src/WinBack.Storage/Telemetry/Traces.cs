using System.Diagnostics;

namespace WinBack.Storage.Telemetry;

/// <summary>
/// Spans of our own. What leads from a message to a provider's report of it is the attempt's reference, which both carry; a user id, an
/// address or a payload is in none. Null, and free, while nobody listens.
/// </summary>
public static class Traces
{
    /// <summary>Name of the source.</summary>
    public const string Source = "WinBack";

    private static readonly ActivitySource Spans = new(Source);

    /// <summary>Applying a batch of events.</summary>
    public static Activity? ApplyEvents(int count) => Spans.StartActivity("apply events")?.SetTag("winback.events", count);

    /// <summary>One scan over all shards.</summary>
    public static Activity? Scan() => Spans.StartActivity("scan");

    /// <summary>One call of a provider.</summary>
    /// <param name="channel">push, sms, email or webhook.</param>
    /// <param name="campaign">Campaign id.</param>
    /// <param name="touch">Touch id.</param>
    /// <param name="attempt">The attempt's reference.</param>
    public static Activity? HandOver(string channel, string campaign, string touch, string attempt) =>
        Spans.StartActivity("hand over", ActivityKind.Client)
            ?.SetTag("winback.channel", channel).SetTag("winback.campaign", campaign).SetTag("winback.touch", touch).SetTag("winback.attempt", attempt);

    /// <summary>A provider's report, an unsubscription or a click that names an attempt.</summary>
    /// <param name="kind">What it is, in a word.</param>
    /// <param name="attempt">The attempt's reference.</param>
    public static Activity? Report(string kind, string attempt) =>
        Spans.StartActivity("report", ActivityKind.Consumer)?.SetTag("winback.report", kind).SetTag("winback.attempt", attempt);
}
