using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>
/// What the engine holds in memory beside its database: the instances that have not ended, the runnable work in the order it
/// became runnable, and the timers. Rebuilt from the database at start. One thread at a time.
/// </summary>
internal sealed class DurableState
{
    private readonly Queue<ReadyWork> _ready = new();
    private readonly List<(Instance Instance, Message Message)> _unsaved = [];
    private readonly Dictionary<string, Instance> _open = new(StringComparer.Ordinal);
    private readonly LiveCache _live;
    private readonly TimerQueue _timers = new();
    private readonly TimeProvider _time;
    private HashSet<string> _changed = new(StringComparer.Ordinal);
    private long _lastNumber;

    public DurableState(DurableStore store, TimeProvider time, int cacheInstances)
    {
        (Store, _time, _live) = (store, time, new(cacheInstances));
        Load();
    }

    public DurableStore Store { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public DateTimeOffset? NextTimer => _timers.Next;

    public long NextNumber() => ++_lastNumber;

    public bool TryFind(string id, [NotNullWhen(true)] out Instance? instance) => _open.TryGetValue(id, out instance);

    public void Add(Instance instance) => _open.Add(instance.Id, instance);

    /// <summary>Takes the next work in order; timers that have come due by now stand behind what was runnable before.</summary>
    public bool TryTakeReady(out ReadyWork work)
    {
        FireDueTimers();
        if (!_ready.TryDequeue(out work))
            return false;
        if (work.Activity is null)
            work.Instance.Queued = false;
        return true;
    }

    /// <summary>Makes an episode of the instance due, unless one is already, or it starts later. A suspended one passes it over.</summary>
    public void Enqueue(Instance instance)
    {
        if (instance.Queued || instance.Closed || instance.StartsLater)
            return;
        instance.Queued = true;
        _ready.Enqueue(new(instance, null));
    }

    public void Enqueue(ActivityCall call) => _ready.Enqueue(new(call.Instance, call));

    public void Post(Instance instance, Message message)
    {
        instance.Add(message);
        if (!message.IsDerived)
            _unsaved.Add((instance, message));
        Enqueue(instance);
    }

    /// <summary>Marks a message as dealt with, and removes its row if it got one.</summary>
    public void Discard(Message message)
    {
        message.Taken = true;
        if (message.Row > 0)
            Store.Inbox.Delete(message.Row);
    }

    public void SetTimer(Instance instance, int task, DateTimeOffset fireAt)
    {
        var timer = new DueTimer(instance, instance.Execution, task, fireAt);
        instance.Timers.Add(task, timer);
        _timers.Add(timer);
    }

    public void CancelTimer(Instance instance, int task)
    {
        if (instance.Timers.Remove(task, out var timer))
            _timers.Cancel(timer);
    }

    public void CancelTimers(Instance instance)
    {
        foreach (var timer in instance.Timers.Values)
            _timers.Cancel(timer);
        instance.Timers.Clear();
    }

    public void KeepLive(Instance instance, LiveOrchestration live) => _live.Keep(instance, live);

    public void DropLive(Instance instance) => _live.Drop(instance);

    /// <summary>Leaves a result for the instance, unless it has ended. Another execution will drop it.</summary>
    public void Record(ActivityCall call, HistoryEvent result)
    {
        if (!call.Instance.Closed)
            Post(call.Instance, new(result, call.Execution));
    }

    /// <summary>Ends an instance and tells its parent. The caller has written its last episode, if there was one.</summary>
    public void Close(Instance instance, OrchestrationRuntimeStatus status, string? output, TaskFailureDetails? failure)
    {
        Store.Instances.End(instance.Number, status, Now, output, failure is null ? null : EpisodeJson.WriteFailure(failure));
        Forget(instance);
        if (instance.Parent is not { } parent || !_open.TryGetValue(parent.InstanceId, out var waiting))
            return;
        HistoryEvent result = status == OrchestrationRuntimeStatus.Completed
            ? new HistoryEvent.TaskCompleted(parent.Task, output)
            : new HistoryEvent.TaskFailed(parent.Task, failure ?? Terminated(instance));
        Post(waiting, new(result, parent.Execution));
    }

    /// <summary>Removes every trace of an instance from memory, and its waiting messages from the database.</summary>
    public void Forget(Instance instance)
    {
        foreach (var message in instance.TakeAll())
            Discard(message);
        CancelTimers(instance);
        DropLive(instance);
        instance.Closed = true;
        _open.Remove(instance.Id);
        NoteChange(instance.Id);
    }

    public void NoteChange(string id) => _changed.Add(id);

    /// <summary>The ids whose status changed since the last call.</summary>
    public IReadOnlyCollection<string> TakeChanges()
    {
        if (_changed.Count == 0)
            return [];
        var taken = _changed;
        _changed = new(StringComparer.Ordinal);
        return taken;
    }

    /// <summary>To be called before every commit: gives rows to the messages that nobody has taken within the transaction.</summary>
    public void SaveWaiting()
    {
        foreach (var (instance, message) in _unsaved)
        {
            if (!message.Taken)
                Store.Inbox.Insert(instance.Number, message);
        }

        _unsaved.Clear();
    }

    private static TaskFailureDetails Terminated(Instance instance) => new(
        typeof(OperationCanceledException).FullName!, $"Sub-orchestration '{instance.Id}' was terminated.", null, null, null);

    private void FireDueTimers()
    {
        var now = Now;
        while (_timers.TryTakeDue(now, out var timer))
        {
            timer.Instance.Timers.Remove(timer.Task);
            if (timer.Task == DueTimer.StartTask)
                Enqueue(timer.Instance);
            else
                Post(timer.Instance, new(new HistoryEvent.TimerFired(timer.Task), timer.Execution));
        }
    }

    private void Load()
    {
        _lastNumber = Store.Instances.LastNumber();
        var waiting = Store.Inbox.Load().ToLookup(item => item.Instance, item => item.Message);
        foreach (var row in Store.Instances.Open())
            Load(row, waiting[row.Number]);
    }

    private void Load(InstanceRow row, IEnumerable<Message> waiting)
    {
        var last = Store.History.Last(row.Number);
        var instance = new Instance(row.Number, row.Id, row.Name, row.Created)
        {
            Version = row.Version,
            Parent = row.Parent,
            Execution = row.Execution,
            Status = row.Status,
            Episodes = last is null ? 0 : last.Value.Number + 1,
            LastAt = last?.At ?? row.Created,
            MustStart = last is null,
        };
        Add(instance);
        foreach (var message in waiting)
            instance.Add(message);
        if (last is { } episode)
            Load(instance, episode.Open);

        if (instance.MustStart && row.Execution == 0 && row.StartAt is { } start && start > Now)
            SetTimer(instance, DueTimer.StartTask, start);
        else if (instance.MustStart || instance.HasMessages)
            Enqueue(instance);
    }

    private void Load(Instance instance, OpenWork open)
    {
        foreach (var (task, fireAt) in open.Timers)
            SetTimer(instance, task, fireAt);
        var answered = instance.Inbox.Select(message => message.Happened switch
        {
            HistoryEvent.TaskCompleted done => done.Task,
            HistoryEvent.TaskFailed failed => failed.Task,
            _ => -1,
        }).ToHashSet();
        var outstanding = open.Activities.Where(task => !answered.Contains(task)).ToHashSet();
        if (outstanding.Count == 0)
            return;
        foreach (var call in Store.History.Read(instance.Number).SelectMany(episode => episode.Actions).OfType<DurableAction.CallActivity>())
        {
            if (outstanding.Contains(call.Task))
                Enqueue(new ActivityCall(instance, instance.Execution, call.Task, call.Name, call.Input));
        }
    }
}
