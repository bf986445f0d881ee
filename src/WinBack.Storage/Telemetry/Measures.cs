using System.Diagnostics.Metrics;

namespace WinBack.Storage.Telemetry;

/// <summary>
/// What operations watch, as metrics. The one place of their names: alerts in infra/modules/alerts.bicep go by them, and a test compares.
/// Tags are words of ours (channel, answer, arm, …); nothing here may say who a person is. Costs nothing while nobody listens.
/// </summary>
public static class Measures
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "WinBack";

    private static readonly Meter Source = new(Meter);

    private static readonly Counter<long> ScansFinished = Source.CreateCounter<long>(
        "winback.scans", "{scan}", "Lapse scans that came to their end. None for 30 minutes means that nobody is found any more.");

    private static readonly Gauge<double> OldestWatermark = Source.CreateGauge<double>(
        "winback.scan.lag", "s", "Age of the oldest watermark after a scan: up to 70 minutes when all is well, since a watermark passes whole hours.");

    private static readonly Counter<long> EventsByResult = Source.CreateCounter<long>(
        "winback.events", "{event}", "Events by result: applied, duplicate, refused, failed, dropped (of an erased person).");

    private static readonly Gauge<double> OldestUnapplied = Source.CreateGauge<double>(
        "winback.ingest.lag", "s", "Age of the oldest event accepted but not yet applied.");

    private static readonly Counter<long> EnrolmentsByArm = Source.CreateCounter<long>(
        "winback.enrolments", "{enrolment}", "Enrolments by arm.");

    private static readonly Counter<long> AttemptsByAnswer = Source.CreateCounter<long>(
        "winback.attempts", "{attempt}", "Attempts by channel and answer: accepted, refused, retry, unknown; unavailable when it could not be handed over.");

    private static readonly Counter<long> AttemptsLeft = Source.CreateCounter<long>(
        "winback.attempts.left", "{attempt}", "Attempts found begun by a run that did not finish. They count as unknown and are not repeated.");

    private static readonly Counter<long> SuppressionsByChannel = Source.CreateCounter<long>(
        "winback.suppressions", "{suppression}", "Addresses suppressed with a change of their person, by channel.");

    private static readonly Counter<long> WaitsForTokens = Source.CreateCounter<long>(
        "winback.token.waits", "{wait}", "Touches put off because the channel's pace was used up, by channel.");

    private static readonly Gauge<long> PromisesBroken = Source.CreateGauge<long>(
        "winback.promises.broken", "{violation}", "Violations found by an audit, by promise; 0 is recorded too.");

    private static readonly Counter<long> AuditsFinished = Source.CreateCounter<long>(
        "winback.audits", "{audit}", "Audits of everybody that came to their end. Without one, winback.promises.broken says nothing.");

    private static readonly Counter<long> GuardsTripped = Source.CreateCounter<long>(
        "winback.guards.tripped", "{trip}", "Guards that paused their campaign, by guard.");

    /// <summary>A scan over all shards came to its end.</summary>
    /// <param name="lag">Age of the oldest watermark.</param>
    public static void ScanFinished(TimeSpan lag)
    {
        ScansFinished.Add(1);
        OldestWatermark.Record(lag.TotalSeconds);
    }

    /// <summary>Events came to a result.</summary>
    /// <param name="result">applied, duplicate, refused, failed or dropped.</param>
    /// <param name="count">0 records nothing.</param>
    public static void Events(string result, int count)
    {
        if (count > 0)
            EventsByResult.Add(count, Tag("result", result));
    }

    /// <summary>How far applying is behind accepting.</summary>
    public static void IngestLag(TimeSpan oldest) => OldestUnapplied.Record(oldest.TotalSeconds);

    /// <summary>Someone was enrolled.</summary>
    /// <param name="arm">treatment, holdout or global.</param>
    public static void Enrolled(string arm) => EnrolmentsByArm.Add(1, Tag("arm", arm));

    /// <summary>An attempt was answered, or could not be handed over.</summary>
    /// <param name="channel">push, sms, email or webhook.</param>
    /// <param name="answer">accepted, refused, retry, unknown or unavailable.</param>
    public static void Attempt(string channel, string answer) => AttemptsByAnswer.Add(1, Tag("channel", channel), Tag("answer", answer));

    /// <summary>An attempt was found begun by a run that did not finish.</summary>
    public static void AttemptLeft() => AttemptsLeft.Add(1);

    /// <summary>An address was suppressed.</summary>
    public static void Suppressed(string channel) => SuppressionsByChannel.Add(1, Tag("channel", channel));

    /// <summary>A touch waits for its channel's pace.</summary>
    public static void TokenWait(string channel) => WaitsForTokens.Add(1, Tag("channel", channel));

    /// <summary>An audit has looked at a promise.</summary>
    public static void Audited(string promise, long broken) => PromisesBroken.Record(broken, Tag("promise", promise));

    /// <summary>An audit of everybody came to its end.</summary>
    public static void AuditFinished() => AuditsFinished.Add(1);

    /// <summary>A guard paused its campaign.</summary>
    /// <param name="guard">harm, failures, budget or sampleRatio.</param>
    public static void GuardTripped(string guard) => GuardsTripped.Add(1, Tag("guard", guard));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
