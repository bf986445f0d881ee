using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Core.Reporting.Audit;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>Keeps the result of an audit, then says it: alerts go by the measure, people by the log and the row. A second run says the same again.</summary>
public sealed class FinishAudit(AuditResults results, TimeProvider clock, ILogger<FinishAudit> log)
{
    /// <summary>Keeps, measures and logs it.</summary>
    [Function(nameof(FinishAudit))]
    public async Task RunAsync([ActivityTrigger] AuditReport report, CancellationToken cancel)
    {
        await results.KeepAsync(report, clock.GetUtcNow(), cancel);
        AuditResults.Measure(report);
        log.AuditFinished(report.Users, report.Departures, report.Broken);
        foreach (var promise in report.Promises.Where(each => each.Broken > 0))
            log.PromiseBroken(promise.Number, promise.Name, promise.Broken);
        foreach (var (campaign, rows) in report.BrokenByCampaign)
            log.CampaignBreaks(campaign, rows);
    }
}
