using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>Gives codes back that crashes left taken for nobody, a share every night. A missed, doubled or broken-off run does no harm.</summary>
public sealed class ReclaimOfferCodesNightly(OfferReclaim reclaim, ILogger<ReclaimOfferCodesNightly> log)
{
    /// <summary>Gives one night's share back.</summary>
    [Function(nameof(ReclaimOfferCodesNightly))]
    public async Task RunAsync([TimerTrigger("0 50 3 * * *")] TimerInfo timer, CancellationToken cancel)
    {
        if (await reclaim.RunAsync(cancel: cancel) is not { } reclaimed)
            log.ReclaimPutOff();
        else if (reclaimed > 0)
            log.Reclaimed(reclaimed);
    }
}
