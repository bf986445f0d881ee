using WinBack.Core.Events;
using WinBack.Local.Import;

namespace WinBack.Local.Replay;

/// <summary>The events of a log in order of time; those of one instant in the order of the file. Held in memory: a log need not be sorted.</summary>
internal sealed class ReplayLog
{
    private readonly IncomingEvent[] _events;
    private readonly int _first;

    private ReplayLog(IncomingEvent[] events, int first, long later, long refused) => (_events, _first, Later, Refused) = (events, first, later, refused);

    /// <summary>Events before the replay begins: what is known about the users by then.</summary>
    public ReadOnlyMemory<IncomingEvent> History => _events.AsMemory(0, _first);

    /// <summary>Events within the replay.</summary>
    public ReadOnlyMemory<IncomingEvent> Live => _events.AsMemory(_first);

    /// <summary>Events dated at or after its end, which are left out.</summary>
    public long Later { get; }

    /// <summary>Lines refused.</summary>
    public long Refused { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The log.</param>
    /// <param name="from">Begin of the replay.</param>
    /// <param name="to">Its end, exclusive.</param>
    /// <param name="reach">What is assumed of users.</param>
    /// <param name="refused">Told of every line that is refused.</param>
    public static ReplayLog Read(EventFile file, DateTimeOffset from, DateTimeOffset to, AssumedReach reach, Action<LineFault> refused)
    {
        List<IncomingEvent> events = [];
        var (later, faults) = (0L, 0L);
        var rules = new EventRules(DateTimeOffset.MaxValue - EventLimits.Ahead, SourceTrust.Full, AllowOld: true);   // nothing is in the future of a replay
        foreach (var line in file.Read(rules))
        {
            if (line.Fault is { } fault)
            {
                faults++;
                refused(fault);
            }
            else if (line.Event is { } read && read.At < to)
            {
                events.Add(read);
            }
            else
            {
                later++;
            }
        }

        return Of(events, from, reach, later, faults);
    }

    /// <summary>Puts events in order that were read elsewhere, and before the end.</summary>
    /// <param name="events">In any order.</param>
    /// <param name="from">Begin of the replay.</param>
    /// <param name="reach">What is assumed of users.</param>
    /// <param name="later">Events left out because they are dated at the end or after it.</param>
    /// <param name="refused">Lines refused.</param>
    public static ReplayLog Of(IEnumerable<IncomingEvent> events, DateTimeOffset from, AssumedReach reach, long later = 0, long refused = 0)
    {
        IncomingEvent[] sorted = [.. events.OrderBy(each => each.At)];   // stable
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = reach.Add(sorted[i]);
        var first = Array.FindIndex(sorted, each => each.At >= from);
        return new(sorted, first < 0 ? sorted.Length : first, later, refused);
    }
}
