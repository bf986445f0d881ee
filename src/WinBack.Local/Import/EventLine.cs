using WinBack.Core.Events;

namespace WinBack.Local.Import;

/// <summary>What became of one line: an event, or why it is none.</summary>
internal readonly record struct EventLine(long Number, IncomingEvent? Event, LineFault? Fault, long BytesBefore);

/// <summary>Why a line was refused. Names no content: it may be personal.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Field">The field of the event at fault; null when it is the line as a whole.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Allowed">What is allowed.</param>
internal sealed record LineFault(long Line, string? Field, string Reason, string Allowed)
{
    public override string ToString() => Field is null ? $"line {Line}: {Reason} {Allowed}".TrimEnd() : $"line {Line}, {Field}: {Reason} {Allowed}";
}
