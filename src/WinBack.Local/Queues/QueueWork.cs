using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinBack.Local.Hosting;
using WinBack.Local.Hosting.Functions;

namespace WinBack.Local.Queues;

/// <summary>
/// Runs the functions with a queue trigger, one delivery at a time. What a function leaves unsettled, by design or because it failed, comes again
/// when its lock has run out. The queues are opened only when a function wants them.
/// </summary>
internal sealed class QueueWork(FunctionInvoker invoker, IServiceProvider services, TimeProvider clock, ILogger<QueueWork> log) : IHostedWork, IDisposable
{
    /// <summary>Messages of one delivery at most; what is in them fits well into a lock.</summary>
    private const int MostPerBatch = 16;

    /// <summary>Longest sleep; a suspended machine notices the new time sooner.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly List<(LocalFunction Function, FunctionTrigger.Queue Trigger)> _functions =
        [.. from function in invoker.Functions
            where function.Trigger is FunctionTrigger.Queue
            orderby function.Name
            select (function, (FunctionTrigger.Queue)function.Trigger)];

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _loop = Task.CompletedTask;
    private bool _listens;

    public DateTimeOffset? NextDue => _functions.Count == 0 ? null : _functions.Min(each => Queues.NextRelease(each.Trigger.Name));

    private LocalQueues Queues => field ??= services.GetRequiredService<LocalQueues>();

    public async Task<bool> RunReadyAsync(CancellationToken cancel)
    {
        var ran = false;
        foreach (var (function, trigger) in _functions)
        {
            while (!cancel.IsCancellationRequested && Queues.Receive(trigger.Name, trigger.IsBatched ? MostPerBatch : 1) is { Length: > 0 } messages)
            {
                await RunAsync(function, trigger, messages, cancel);
                ran = true;
            }
        }

        return ran;
    }

    public Task StartAsync(CancellationToken cancel)
    {
        if (_functions.Count == 0)
            return Task.CompletedTask;
        _listens = true;
        Queues.Arrived += Wake;
        _loop = Task.Run(LoopAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        await _stop.CancelAsync();
        await _loop.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_listens)
            Queues.Arrived -= Wake;
    }

    public void Dispose() => _stop.Dispose();

    private void Wake() => _arrived.Writer.TryWrite(true);

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (await RunReadyAsync(_stop.Token))
                continue;
            var wait = NextDue - clock.GetUtcNow() ?? LongestSleep;
            using var awake = new CancellationTokenSource(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait : LongestSleep, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(awake.Token, _stop.Token);
            try
            {
                await _arrived.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                // A lock has run out, or the host stops.
            }
        }
    }

    private async Task RunAsync(LocalFunction function, FunctionTrigger.Queue trigger, ServiceBusReceivedMessage[] messages, CancellationToken cancel)
    {
        try
        {
            await invoker.InvokeQueueAsync(function, messages, new LocalMessageActions(Queues), cancel);
            if (trigger.CompletesByItself)
                Array.ForEach(messages, Queues.Complete);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What it had not settled is found again.
        }
        catch (Exception fault)
        {
            log.QueueFunctionFailed(fault, function.Name, messages.Length);
        }
    }
}
