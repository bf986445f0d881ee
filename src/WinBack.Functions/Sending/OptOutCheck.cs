using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>
/// Tries the way out of every real channel as soon as the app can be reached, so that a deployment whose opt-out does not work says so in its log
/// at start and not when the first campaign runs. Refusing is left to <see cref="GuardedChannel"/>, which asks the same.
/// </summary>
internal sealed class OptOutCheck(Channels channels, IOptOutProof proof, TimeProvider clock, ILogger<OptOutCheck> log) : BackgroundService
{
    // On Azure the address answers only some time after the worker has started.
    private static readonly TimeSpan[] Tries = [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var pause in Tries)
        {
            await Task.Delay(pause, clock, stoppingToken);
            if (await AllWorkAsync(stoppingToken))
                return;
        }
    }

    private async Task<bool> AllWorkAsync(CancellationToken cancel)
    {
        var all = true;
        foreach (var channel in channels.Served.Where(served => channels[served] is GuardedChannel))
        {
            try
            {
                var whyNot = await proof.WhyNotAsync(channel, cancel);
                if (whyNot is null)
                    log.WayOutWorks(channel);
                else
                    log.ChannelStaysShut(channel, whyNot);
                all &= whyNot is null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                log.ChannelStaysShut(channel, failure.GetType().Name);
                all = false;
            }
        }

        return all;
    }
}
