
namespace WinBack.Local.Durable;

/// <summary>
/// A running copy of one orchestration's code. It is its own synchronization context: a continuation of a durable task runs
/// inline on the thread that delivers the event, and one that comes from anywhere else is a foreign await, reported and never
/// run. Stepped by one thread at a time.
/// </summary>
/// <param name="foreign">Told, on whatever thread it happens, that the code awaited something not durable.</param>
internal sealed class LiveOrchestration(
    OrchestrationIdentity identity,
    IOrchestratorInvoker invoker,
    DurableEnvironment environment,
    Action<LiveOrchestration, ForeignAwaitException> foreign) : SynchronizationContext
{
    private readonly SortedList<int, OpenTask> _open = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<int> _cancelledTimers = [];
    private readonly EventWaiters _events = new(environment.Converter);
    private List<DurableAction> _actions = [];
    private List<HistoryEvent.EventRaised> _late = [];
    private DurableAction.ContinueAsNew? _again;
    private Task<string?>? _run;
    private volatile int _thread;
    private int _nextTask;
    private string? _customStatus;
    private bool _customStatusSet;

    public OrchestrationIdentity Identity { get; } = identity;

    public DurableEnvironment Environment { get; } = environment;

    public DateTimeOffset Now { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Delivers events and runs the code to its next wait. The first call also starts it.</summary>
    public EpisodeOutcome Step(DateTimeOffset at, IReadOnlyList<HistoryEvent> events)
    {
        Run(at, events);
        Close();
        return new(_actions, Outstanding(), [.. _cancelledTimers], _customStatusSet, _customStatus, [.. _events.Early, .. _late]);
    }

    /// <summary>Runs one recorded episode again.</summary>
    /// <exception cref="DivergedHistoryException">The code asked for something else than it did then.</exception>
    public void Replay(Episode episode)
    {
        var position = _nextTask;
        IsReplaying = true;
        try
        {
            Run(episode.At, episode.Events);
            Close();
        }
        finally
        {
            IsReplaying = false;
        }

        for (var i = 0; i < Math.Max(_actions.Count, episode.Actions.Count); i++)
        {
            var expected = i < episode.Actions.Count ? episode.Actions[i].Described : "nothing more in this episode";
            var found = i < _actions.Count ? _actions[i].Described : "nothing";
            if (expected != found)
                throw new DivergedHistoryException(Identity.InstanceId, position + i, expected, found);
        }
    }

    /// <summary>Whether a message can still have an effect: results count once, and not after their timer or call was given up.</summary>
    public bool Expects(HistoryEvent message) => message switch
    {
        HistoryEvent.TaskCompleted done => _open.ContainsKey(done.Task),
        HistoryEvent.TaskFailed failed => _open.ContainsKey(failed.Task),
        HistoryEvent.TimerFired fired => _open.ContainsKey(fired.Task),
        _ => true,
    };

    public bool IsOpen(int task) => _open.ContainsKey(task);

    public Task<T> CallActivity<T>(string name, string? input)
    {
        EnsureInEpisode();
        var task = _nextTask++;
        _actions.Add(new DurableAction.CallActivity(task, name, input));
        return Await<T>(task, name, isActivity: true);
    }

    public Task<T> StartChild<T>(string name, string version, string instanceId, string? input)
    {
        EnsureInEpisode();
        var task = _nextTask++;
        _actions.Add(new DurableAction.StartChild(task, name, version, instanceId, input));
        return Await<T>(task, name, isActivity: false);
    }

    public Task StartTimer(DateTimeOffset fireAt, CancellationToken cancel)
    {
        EnsureInEpisode();
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled(cancel);
        var task = _nextTask++;
        var timer = new OpenTask.Timer(fireAt);
        _actions.Add(new DurableAction.StartTimer(task, fireAt));
        _open.Add(task, timer);
        if (cancel.CanBeCanceled)
            timer.Registration = cancel.Register(() => CancelTimer(task, timer, cancel));
        return timer.Task;
    }

    public Task<T> WaitForEvent<T>(string name, CancellationToken cancel)
    {
        EnsureInEpisode();
        return _events.WaitFor<T>(name, cancel);
    }

    public void SendEvent(string instanceId, string name, string? payload)
    {
        EnsureInEpisode();
        _nextTask++;
        _actions.Add(new DurableAction.SendEvent(instanceId, name, payload));
    }

    public void SetCustomStatus(string? status)
    {
        EnsureInEpisode();
        (_customStatus, _customStatusSet) = (status, true);
    }

    public void ContinueAsNew(string? input, string version, bool keepEvents)
    {
        EnsureInEpisode();
        _again = new(input, version, keepEvents);
    }

    public void EnsureInEpisode()
    {
        if (_thread != System.Environment.CurrentManagedThreadId)
            throw new ForeignAwaitException(Identity.InstanceId, "used its context outside its own turn, after awaiting something not durable");
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_thread == System.Environment.CurrentManagedThreadId)
            _posted.Enqueue((d, state));
        else
            ReportForeign();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator has no thread to send work to.");

    private void Run(DateTimeOffset at, IReadOnlyList<HistoryEvent> events)
    {
        var outer = Current;
        (Now, _actions, _late, _customStatusSet) = (at, [], [], false);
        _cancelledTimers.Clear();
        SetSynchronizationContext(this);
        _thread = System.Environment.CurrentManagedThreadId;
        try
        {
            Begin();
            foreach (var happened in events)
            {
                if (!_run!.IsCompleted)
                    Deliver(happened);
                else if (happened is HistoryEvent.EventRaised raised)
                    _late.Add(raised);
            }
        }
        finally
        {
            _thread = 0;
            SetSynchronizationContext(outer);
        }
    }

    private void Begin()
    {
        if (_run is not null)
            return;
        try
        {
            _run = invoker.RunAsync(Identity.Name, new LocalOrchestrationContext(this));
        }
        catch (Exception thrown)
        {
            // The code threw before its first await: the same failure as any later one.
            _run = Task.FromException<string?>(thrown);
        }

        Pump();
        if (!_run.IsCompleted)
            _ = _run.ContinueWith(OnEnd, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void OnEnd(Task run, object? state)
    {
        var live = (LiveOrchestration)state!;
        if (live._thread != System.Environment.CurrentManagedThreadId)
            live.ReportForeign();
    }

    private void Deliver(HistoryEvent happened)
    {
        switch (happened)
        {
            case HistoryEvent.TaskCompleted done when _open.Remove(done.Task, out var task):
                task.Complete(done.Result);
                break;
            case HistoryEvent.TaskFailed failed when _open.Remove(failed.Task, out var task):
                task.Fail(failed.Failure);
                break;
            case HistoryEvent.TimerFired fired when _open.Remove(fired.Task, out var task):
                task.Complete(null);
                break;
            case HistoryEvent.EventRaised raised:
                _events.Deliver(raised);
                break;
        }

        Pump();
    }

    // Continuations are posted instead of run inline only when the stack is nearly used up.
    private void Pump()
    {
        while (_posted.TryDequeue(out var posted))
            posted.Callback(posted.State);
    }

    private void Close()
    {
        if (_run!.IsCompleted)
            _actions.Add(Ending(_run));
        else if (_open.Count == 0 && !_events.AnyWaiting)
            _actions.Add(new DurableAction.Fail(Environment.Details(Foreign())));
    }

    private DurableAction Ending(Task<string?> run)
    {
        if (run.IsFaulted)
            return new DurableAction.Fail(Environment.Details(run.Exception.InnerException!));
        if (run.IsCanceled)
            return new DurableAction.Fail(Environment.Details(new TaskCanceledException("The orchestrator was cancelled.")));
        return _again ?? (DurableAction)new DurableAction.Complete(run.Result);
    }

    private OpenWork Outstanding()
    {
        if (_open.Count == 0)
            return OpenWork.None;
        var timers = new List<(int, DateTimeOffset)>();
        var activities = new List<int>();
        foreach (var (task, open) in _open)
        {
            if (open is OpenTask.Timer timer)
                timers.Add((task, timer.FireAt));
            else if (open.IsActivity)
                activities.Add(task);
        }

        return new(timers, activities);
    }

    private Task<T> Await<T>(int task, string name, bool isActivity)
    {
        var call = new OpenTask.Call<T>(task, name, isActivity, Environment.Converter);
        _open.Add(task, call);
        return call.Task;
    }

    private void CancelTimer(int task, OpenTask.Timer timer, CancellationToken cancel)
    {
        EnsureInEpisode();
        if (!_open.Remove(task))
            return;
        _cancelledTimers.Add(task);
        timer.Cancel(cancel);
    }

    private void ReportForeign() => foreign(this, Foreign());

    private ForeignAwaitException Foreign() => new(Identity.InstanceId, "awaited something that is not durable");
}
