using System.Globalization;

namespace WinBack.Core.Sending;

/// <summary>Whether events wait so long that a person may have come back, or said stop, without our knowing.</summary>
/// <param name="IsBehind">True when nobody may be contacted.</param>
/// <param name="Detail">For people.</param>
public sealed record IngestLag(bool IsBehind, string Detail)
{
    /// <summary>How long the events wait cannot be told.</summary>
    public static IngestLag Unknown { get; } = new(IsBehind: true, "it cannot be told how long events have been waiting");

    /// <summary>Judges by the oldest event not yet applied.</summary>
    /// <param name="oldest">When it was taken in; null when none waits.</param>
    /// <param name="most">How old it may be; at exactly this age nobody is held back.</param>
    /// <param name="now">Instant of the judgement.</param>
    public static IngestLag Of(DateTimeOffset? oldest, TimeSpan most, DateTimeOffset now) => oldest is { } since && now - since > most
        ? new(IsBehind: true, string.Create(CultureInfo.InvariantCulture, $"events wait since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}, more than {most.TotalSeconds:0} seconds"))
        : new(IsBehind: false, string.Create(CultureInfo.InvariantCulture, $"no event waits more than {most.TotalSeconds:0} seconds"));
}
