using Microsoft.Extensions.Logging;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>
/// Reads what the push provider has learnt since the last run, and takes the dead handles. Costs a listing, one reading for every 256 KiB that came
/// since, and a few operations for each dead handle, whatever was sent. A run that breaks off, or runs twice, only reads again.
/// </summary>
public sealed class PushFeedback(IEnumerable<IPushFeedback> sources, FeedbackMarks kept, DeadHandleIntake intake, TimeProvider clock, ILogger<PushFeedback> log)
{
    /// <summary>Bytes of feedback that a run goes through at most, about 8,000 entries; the next run goes on.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    /// <summary>Files that did not change for longer are not looked at: what is dead is reported again with the next push.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(8);

    /// <summary>Takes what is new.</summary>
    /// <returns>How many installations were removed.</returns>
    public async Task<int> RunAsync(ISequences sequences, CancellationToken cancel = default)
    {
        var removed = 0;
        foreach (var source in sources)
            removed += await RunAsync(source, sequences, cancel);
        return removed;
    }

    private async Task<int> RunAsync(IPushFeedback source, ISequences sequences, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - LookBack;
        var files = (await source.ListAsync(cancel)).Where(file => file.ChangedAt > since).OrderBy(file => file.ChangedAt).ThenBy(file => file.Name, StringComparer.Ordinal).ToList();
        var held = await kept.ReadAsync(cancel);
        var marks = files.Where(file => held.ContainsKey(file.Name)).ToDictionary(file => file.Name, file => held[file.Name], StringComparer.Ordinal);
        var (removed, left) = (0, MostBytes);
        foreach (var file in files)
        {
            var mark = marks.GetValueOrDefault(file.Name) ?? new("", 0);
            if (mark.ETag == file.ETag)
                continue;
            var at = mark.Next <= file.Length ? mark.Next : 0;      // it was written anew
            var goesOn = true;
            while (goesOn && left > 0)
            {
                var slice = await source.ReadAsync(file, at, cancel);
                removed += await TakeAsync(file, slice, sequences, cancel);
                goesOn = slice.Next > at && slice.Next < file.Length;
                left -= slice.Next - at;
                at = slice.Next;
                marks[file.Name] = new(goesOn ? "" : file.ETag, at);
                await kept.WriteAsync(marks, cancel);
            }
        }

        return removed;
    }

    private async Task<int> TakeAsync(FeedbackFile file, FeedbackSlice slice, ISequences sequences, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var dead in slice.Dead)
            removed += await intake.TakeAsync(dead, sequences, cancel);
        if (slice.Malformed > 0)
            log.FeedbackUnreadable(slice.Malformed, file.Name);
        if (slice.Dead.Count > 0)
            log.HandlesDead(slice.Dead.Count, removed);
        return removed;
    }
}
