using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Functions.Sequences;
using WinBack.Storage.Lapse;

namespace WinBack.Functions.Lapse;

/// <summary>Runs the lapse scan on its schedule. A missed or doubled run does no harm: the scan goes by its own watermark.</summary>
public sealed class LapseScanTimer(LapseScan scan)
{
    /// <summary>Scans up to now.</summary>
    [Function(nameof(LapseScanTimer))]
    public Task RunAsync(
        [TimerTrigger("%Lapse:ScanSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        scan.RunAsync(new DurableSequences(client), cancel);
}
