using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Functions.Sequences;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Lapse;

/// <summary>Runs the lapse scan on its schedule. A missed or doubled run does no harm: the scan goes by its own watermark.</summary>
public sealed class LapseScanTimer(LapseScan scan, IngestWatch watch)
{
    /// <summary>Scans up to now. Looks whether events are behind, too, so that the alarm does not wait until somebody is to be contacted.</summary>
    [Function(nameof(LapseScanTimer))]
    public async Task RunAsync(
        [TimerTrigger("%Lapse:ScanSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        await watch.NowAsync(cancel);
        await scan.RunAsync(new DurableSequences(client), cancel);
    }
}
