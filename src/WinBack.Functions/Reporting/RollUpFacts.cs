using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>Sums up anew the days whose facts changed. A missed, doubled or broken-off run does no harm: the next one goes on.</summary>
public sealed class RollUpFacts(RollupRun rollups, ILogger<RollUpFacts> log)
{
    /// <summary>Sums up as many days as fit into a run.</summary>
    [Function(nameof(RollUpFacts))]
    public async Task RunAsync([TimerTrigger("%Reporting:RollupSchedule%")] TimerInfo timer, CancellationToken cancel) =>
        log.SummedUp(await rollups.RunAsync(cancel: cancel));
}
