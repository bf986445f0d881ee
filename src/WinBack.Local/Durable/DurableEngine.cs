using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>
/// Runs orchestrations on one machine: history in SQLite, replay, timers, events, activities. It is stepped by its owner until
/// <see cref="Start"/>, which hands it to a background dispatcher. What a client call has answered is committed (full durability);
/// each episode is one transaction; an activity runs at least once and its result counts once.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly DurableOptions _options;
    private readonly IActivityInvoker _activities;
    private readonly DurableEnvironment _environment;
    private readonly DurableStore _store;
    private readonly DurableState _state;
    private readonly InstanceCommands _commands;
    private readonly EpisodeRunner _runner;
    private readonly InstanceWatchers _watchers = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private DurableDispatcher? _dispatcher;
    private Exception? _fault;
    private int _stepsInTransaction;
    private bool _inTransaction;
    private bool _disposed;

    /// <param name="path">The database file, such as <c>.winback/durable.db</c>; created when absent. One engine per file.</param>
    /// <param name="time">Decides when timers fire and what orchestrations see as now.</param>
    public DurableEngine(
        string path,
        DurableOptions options,
        TimeProvider time,
        IActivityInvoker activities,
        IOrchestratorInvoker orchestrators,
        ILoggerFactory loggers)
    {
        (_options, _time, _activities) = (options, time, activities);
        _log = loggers.CreateLogger("WinBack.Durable");
        _environment = new(options, loggers);
        _store = DurableStore.Open(path, options.Durability);
        _state = new(_store, time, options.CacheInstances);
        _commands = new(_state);
        _runner = new(_state, _commands, orchestrators, _environment, OnForeignAwait);
        Client = new LocalDurableTaskClient(this, options.Converter);
    }

    /// <summary>For functions that take a durable client. Safe for use by many threads.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>When the next durable timer fires; null when none is outstanding. For an owner that steps the engine and its clock.</summary>
    /// <exception cref="InvalidOperationException">The engine was started: it wakes itself.</exception>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                ThrowIfStarted();
                return _state.NextTimer;
            }
        }
    }

    /// <summary>Hands the engine to a background dispatcher that runs until <see cref="DisposeAsync"/>.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            Commit();
            _dispatcher = new(_store, _state, _commands, _runner, _watchers, _time, _options.ConcurrentActivities, RunAsync, Break);
        }
    }

    /// <summary>Does the next runnable thing, an episode or an activity, in the order in which they became runnable.</summary>
    /// <returns>False when nothing is runnable before the clock moves on or a client calls.</returns>
    /// <exception cref="OperationCanceledException">The activity was cancelled; it stays runnable.</exception>
    public async Task<bool> RunOneAsync(CancellationToken cancel = default)
    {
        ActivityCall call;
        lock (_gate)
        {
            ThrowIfStarted();
            if (!_state.TryTakeReady(out var work))
                return false;
            if (work.Activity is null)
            {
                Transact(() => _runner.Run(work.Instance));
                return true;
            }

            call = work.Activity;
        }

        var result = await RunAsync(call, cancel);
        lock (_gate)
        {
            if (result is null)
                _state.Enqueue(call);
            else
                Transact(() => _state.Record(call, result));
        }

        cancel.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Does everything that is runnable now, and what becomes so by it.</summary>
    public async Task RunUntilIdleAsync(CancellationToken cancel = default)
    {
        while (await RunOneAsync(cancel))
            cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Commits what a relaxed engine has written so far.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfStarted();
            Commit();
        }
    }

    /// <summary>The episodes of an instance's current execution, oldest first; none if it is unknown.</summary>
    public Task<List<Episode>> ReadHistoryAsync(string instanceId) => DoAsync(commands => commands.History(instanceId));

    /// <summary>The current execution of an instance, to be kept and replayed against later code; null if it is unknown.</summary>
    public Task<StoredHistory?> ExportAsync(string instanceId) => DoAsync(commands => commands.Export(instanceId));

    /// <summary>Runs a client's command; when the task completes, its effect is as durable as the engine is.</summary>
    internal Task<T> DoAsync<T>(Func<InstanceCommands, T> command)
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            if (_dispatcher is null)
                return Task.FromResult(Transact(() => command(_commands)));
        }

        return _dispatcher.DoAsync(command);
    }

    /// <summary>Completes at the next change of the instance's status, not before it is committed.</summary>
    internal Task WatchAsync(string instanceId, CancellationToken cancel) => _watchers.NextAsync(instanceId, cancel);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        if (_dispatcher is { } dispatcher)
        {
            await dispatcher.StopAsync();
            dispatcher.Dispose();
        }

        lock (_gate)
        {
            if (_fault is null && _dispatcher is null)
                Commit();
            _store.Dispose();
        }

        _watchers.TellAll();
    }

    private void Transact(Action action) => Transact(() =>
    {
        action();
        return 0;
    });

    private T Transact<T>(Func<T> action)
    {
        try
        {
            if (!_inTransaction)
                _store.Begin();
            _inTransaction = true;
            var result = action();
            if (_options.Durability == Durability.Full || ++_stepsInTransaction >= _options.StepsPerCommit)
                Commit();
            _watchers.Tell(_state.TakeChanges());
            return result;
        }
        catch (Exception refusal) when (refusal is InstanceExistsException or InstanceRunningException)
        {
            throw;
        }
        catch (Exception broken)
        {
            Break(broken);
            throw;
        }
    }

    private void Commit()
    {
        if (!_inTransaction)
            return;
        _state.SaveWaiting();
        _store.Commit();
        (_inTransaction, _stepsInTransaction) = (false, 0);
    }

    // What is in memory may be ahead of the file now: only a restart brings them together again.
    private void Break(Exception broken)
    {
        _fault = broken;
        _log.EngineFaulted(broken);
        _store.Rollback();
        _watchers.TellAll();
    }

    private async Task<HistoryEvent?> RunAsync(ActivityCall call, CancellationToken cancel)
    {
        try
        {
            var result = await _activities.InvokeAsync(call.Name, call.Instance.Id, call.Input, cancel);
            return new HistoryEvent.TaskCompleted(call.Task, result);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failed)
        {
            // Whatever it is, it is the activity's answer: the orchestrator decides what to make of it.
            _log.ActivityFailed(call.Name, call.Instance.Id, failed.GetType().Name);
            return new HistoryEvent.TaskFailed(call.Task, _environment.Details(failed));
        }
    }

    private void OnForeignAwait(LiveOrchestration live, ForeignAwaitException broken)
    {
        lock (_gate)
        {
            if (_disposed || _fault is not null)
                return;
            if (_dispatcher is null)
                Transact(() => FailIfOpen(live, broken));
            else
                _dispatcher.Do(() => FailIfOpen(live, broken));
        }
    }

    private void FailIfOpen(LiveOrchestration live, ForeignAwaitException broken)
    {
        if (_state.TryFind(live.Identity.InstanceId, out var instance) && instance.Execution == live.Identity.Execution)
            _runner.Fail(instance, broken);
    }

    private void ThrowIfStarted()
    {
        ThrowIfUnusable();
        if (_dispatcher is not null)
            throw new InvalidOperationException("A started engine steps itself.");
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_fault is not null)
            throw new InvalidOperationException("The durable engine has stopped: its database no longer takes writes.", _fault);
    }
}
