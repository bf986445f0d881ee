using WinBack.Core.Events;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Local.Import;

/// <summary>Applies the events of a file to their users, through the same ingest as events by request, and remembers how far it came.</summary>
internal sealed class ImportRun(EventIngest ingest, ITables tables, ISequences sequences, TimeProvider clock)
{
    // As many as one request may hold; the progress row costs one write for each so many.
    private const int Batch = EventLimits.PerRequest;

    private readonly ImportProgressStore _store = new(tables);

    /// <summary>Imports the file; goes on where an unfinished run of it stopped.</summary>
    /// <param name="file">What to read.</param>
    /// <param name="strict">Stops at the first line that is refused; what came before it is kept.</param>
    /// <param name="refused">Told of every line that is refused.</param>
    /// <param name="advanced">Told how far into the file the import is, in bytes.</param>
    /// <param name="cancel">Stops after the batch under way; the next run goes on from there.</param>
    public async Task<ImportResult> RunAsync(EventFile file, bool strict, Action<LineFault> refused, Action<long> advanced, CancellationToken cancel)
    {
        var progress = await _store.FindAsync(file.Name, await file.FingerprintAsync(cancel), cancel);
        var resumed = progress.Line;
        List<EventLine> lines = new(Batch);
        var stopped = false;
        foreach (var line in file.Read(new(clock.GetUtcNow(), SourceTrust.Full, AllowOld: true)))
        {
            if (line.Number <= resumed)
                continue;
            lines.Add(line);
            stopped = strict && line.Fault is not null;
            if (lines.Count < Batch && !stopped)
                continue;
            (progress, stopped) = await ApplyAsync(file, progress, lines, strict, refused, cancel);
            advanced(line.BytesBefore);
            lines.Clear();
            if (stopped)
                break;
        }

        if (!stopped)
        {
            (progress, stopped) = await ApplyAsync(file, progress, lines, strict, refused, cancel);
            if (!stopped)
                await _store.SaveAsync(file.Name, progress with { Done = true }, cancel);
        }

        return new(progress.Applied, progress.Duplicates, progress.Refused, resumed, stopped, progress.Dropped);
    }

    private async Task<(ImportProgress Progress, bool Stopped)> ApplyAsync(
        EventFile file, ImportProgress progress, List<EventLine> lines, bool strict, Action<LineFault> refused, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (lines.Count == 0)
            return (progress, false);
        List<PlacedEvent> events = new(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Event is { } read)
                events.Add(new(i, read));
        }

        var results = await ingest.ApplyAsync(events, sequences, CancellationToken.None);
        var faults = lines.Select(line => line.Fault).OfType<LineFault>()
            .Concat(results.Where(result => result.Status == ItemStatus.Refused)
                .Select(result => new LineFault(lines[result.Position].Number, result.Refusal!.Field, result.Refusal.Reason, result.Refusal.Allowed)))
            .OrderBy(fault => fault.Line)
            .ToList();
        faults.ForEach(refused);
        var stopped = strict && faults.Count > 0;
        progress = progress with
        {
            Line = stopped ? faults[0].Line - 1 : lines[^1].Number,   // put right, the line is tried again
            Applied = progress.Applied + results.Count(result => result.Status == ItemStatus.Applied),
            Duplicates = progress.Duplicates + results.Count(result => result.Status == ItemStatus.Duplicate),
            Refused = progress.Refused + faults.Count,
            Dropped = progress.Dropped + results.Count(result => result.Status == ItemStatus.Dropped),
        };
        await _store.SaveAsync(file.Name, stopped ? progress with { Refused = progress.Refused - faults.Count } : progress, CancellationToken.None);
        return (progress, stopped);
    }
}

/// <summary>What an import did, an earlier run that it went on from included.</summary>
/// <param name="Applied">Events applied.</param>
/// <param name="AlreadyThere">Events that had been applied before.</param>
/// <param name="Refused">Lines refused.</param>
/// <param name="ResumedAfterLine">Where it went on; 0 when it began at the start.</param>
/// <param name="Stopped">Whether a refused line stopped it.</param>
/// <param name="Dropped">Events of persons who were erased: nothing of them was kept.</param>
internal sealed record ImportResult(long Applied, long AlreadyThere, long Refused, long ResumedAfterLine, bool Stopped, long Dropped = 0);
