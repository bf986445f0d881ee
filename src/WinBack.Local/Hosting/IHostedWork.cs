namespace WinBack.Local.Hosting;

/// <summary>Work that the host carries on beside requests and timers: the durable engine, queues.</summary>
internal interface IHostedWork
{
    /// <summary>Earliest instant at which work becomes runnable by time alone; null when none will.</summary>
    DateTimeOffset? NextDue { get; }

    /// <summary>Virtual clock: runs everything that is runnable now, in a fixed order, until nothing is.</summary>
    /// <returns>Whether anything ran.</returns>
    Task<bool> RunReadyAsync(CancellationToken cancel);

    /// <summary>Real clock: begins to run work in the background as it becomes runnable.</summary>
    Task StartAsync(CancellationToken cancel);

    /// <summary>Real clock: ends the work in hand and begins no more. What was not begun is found again at the next start.</summary>
    Task StopAsync(CancellationToken cancel);
}
