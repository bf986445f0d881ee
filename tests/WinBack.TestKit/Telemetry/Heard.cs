using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using WinBack.Storage.Telemetry;

namespace WinBack.TestKit.Telemetry;

/// <summary>
/// Measurements and spans of what a test itself calls. Meters and sources are static, so tests that run beside it are told apart by their
/// asynchronous flow: a listener is called where the measurement is taken.
/// </summary>
public sealed class Heard : IDisposable
{
    private static readonly AsyncLocal<Heard?> Current = new();

    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly ConcurrentQueue<Activity> _stopped = new();

    public Heard()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Measures).TypeHandle);   // or it has no instruments yet
        Current.Value = this;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != Measures.Meter)
                return;
            Instruments.Add(instrument.Name);
            listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.Start();
        _spans = new()
        {
            ShouldListenTo = source => source.Name == Traces.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Current.Value == this)
                    _stopped.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>Names of all instruments of the meter, whether anything was measured or not.</summary>
    public ISet<string> Instruments { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>What was measured, in order, as <c>name{tag=value,…} number</c>.</summary>
    public IReadOnlyList<string> Measurements => [.. _measurements.Select(each => each.ToString())];

    /// <summary>Spans that ended, in order.</summary>
    public IReadOnlyList<Activity> Spans => [.. _stopped];

    /// <summary>Every tag of every measurement and span.</summary>
    public IEnumerable<(string Name, string Value)> Tags =>
        _measurements.SelectMany(each => each.Tags).Concat(_stopped.SelectMany(span => span.TagObjects))
            .Select(tag => (tag.Key, Convert.ToString(tag.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    public void Dispose()
    {
        Current.Value = null;
        _meters.Dispose();
        _spans.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value == this)
            _measurements.Enqueue(new(instrument.Name, value, tags.ToArray()));
    }

    private sealed record Measurement(string Name, double Value, KeyValuePair<string, object?>[] Tags)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Name}{(Tags.Length == 0 ? "" : "{" + string.Join(',', Tags.Select(tag => $"{tag.Key}={tag.Value}")) + "}")} {Value}");
    }
}
