using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Reporting;

/// <summary>Deletes what was kept long enough, a share of it every night. A missed, doubled or broken-off run does no harm.</summary>
public sealed class PurgeExpired(RetentionPurge purge, ILogger<PurgeExpired> log)
{
    /// <summary>Deletes one night's share.</summary>
    [Function(nameof(PurgeExpired))]
    public async Task RunAsync([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancel)
    {
        var done = await purge.RunAsync(cancel);
        log.Expired(done.Users, done.Enrolments, done.Events);
    }
}
