using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Durable;

/// <summary>
/// Runs one episode: takes the waiting messages, steps the code (after a replay if it is not live), and writes what came of it.
/// All of it belongs to the caller's transaction.
/// </summary>
internal sealed class EpisodeRunner(
    DurableState state,
    InstanceCommands commands,
    IOrchestratorInvoker invoker,
    DurableEnvironment environment,
    Action<LiveOrchestration, ForeignAwaitException> foreign)
{
    private readonly ILogger _log = environment.Loggers.CreateLogger("WinBack.Durable");

    public void Run(Instance instance)
    {
        if (instance.Closed || instance.Status == OrchestrationRuntimeStatus.Suspended)
            return;
        LiveOrchestration live;
        try
        {
            live = instance.Live ?? Revive(instance);
        }
        catch (DivergedHistoryException diverged)
        {
            Fail(instance, diverged);
            return;
        }

        var events = Take(instance, live);
        if (events.Count > 0 || instance.MustStart)
            Step(instance, live, events);
        else
            state.KeepLive(instance, live);
    }

    /// <summary>Ends an instance that broke a rule of orchestrators, outside any episode of its own.</summary>
    public void Fail(Instance instance, Exception broken)
    {
        var failure = environment.Details(broken);
        _log.OrchestrationBroken(instance.Id, broken.Message);
        state.Store.History.Append(
            instance.Number, instance.Episodes++, new(Later(instance), [], [new DurableAction.Fail(failure)], OpenWork.None));
        state.Close(instance, OrchestrationRuntimeStatus.Failed, null, failure);
    }

    private LiveOrchestration Revive(Instance instance)
    {
        var parent = instance.Parent is { } link ? (link.Name, link.InstanceId) : ((string, string)?)null;
        var identity = new OrchestrationIdentity(
            instance.Id, instance.Name, instance.Version, instance.Execution, state.Store.Instances.Input(instance.Number), parent);
        var live = new LiveOrchestration(identity, invoker, environment, foreign);
        if (!instance.MustStart)
        {
            foreach (var episode in state.Store.History.Read(instance.Number))
                live.Replay(episode);
        }

        return live;
    }

    private List<HistoryEvent> Take(Instance instance, LiveOrchestration live)
    {
        var events = new List<HistoryEvent>();
        foreach (var message in instance.TakeAll())
        {
            state.Discard(message);
            // The one place where a result is matched to its execution: numbers of actions begin at 0 in each.
            var forThis = message.Execution is null || message.Execution == instance.Execution;
            if (forThis && live.Expects(message.Happened))
                events.Add(message.Happened);
        }

        return events;
    }

    private void Step(Instance instance, LiveOrchestration live, List<HistoryEvent> events)
    {
        var at = Later(instance);
        var outcome = live.Step(at, events);
        if (outcome.CustomStatusSet)
            state.Store.Instances.SetCustomStatus(instance.Number, outcome.CustomStatus);
        if (instance.Status == OrchestrationRuntimeStatus.Pending)
        {
            instance.Status = OrchestrationRuntimeStatus.Running;
            state.Store.Instances.SetStatus(instance.Number, OrchestrationRuntimeStatus.Running, at);
            state.NoteChange(instance.Id);
        }

        instance.MustStart = false;
        instance.LastAt = at;
        if (outcome.Actions is not [.., DurableAction.ContinueAsNew])
            state.Store.History.Append(instance.Number, instance.Episodes++, new(at, events, outcome.Actions, outcome.Open));
        foreach (var task in outcome.CancelledTimers)
            state.CancelTimer(instance, task);
        state.KeepLive(instance, live);
        foreach (var action in outcome.Actions)
            Apply(instance, live, action, outcome);
    }

    private void Apply(Instance instance, LiveOrchestration live, DurableAction action, EpisodeOutcome outcome)
    {
        switch (action)
        {
            case DurableAction.CallActivity call:
                state.Enqueue(new ActivityCall(instance, instance.Execution, call.Task, call.Name, call.Input));
                break;
            case DurableAction.StartTimer timer when live.IsOpen(timer.Task):
                state.SetTimer(instance, timer.Task, timer.FireAt);
                break;
            case DurableAction.StartChild child:
                StartChild(instance, child);
                break;
            case DurableAction.SendEvent send:
                commands.Raise(send.InstanceId, send.Name, send.Payload);
                break;
            case DurableAction.Complete complete:
                state.Close(instance, OrchestrationRuntimeStatus.Completed, complete.Output, null);
                break;
            case DurableAction.Fail fail:
                _log.OrchestrationBroken(instance.Id, fail.Failure.ErrorType);
                state.Close(instance, OrchestrationRuntimeStatus.Failed, null, fail.Failure);
                break;
            case DurableAction.ContinueAsNew again:
                ContinueAsNew(instance, again, outcome.Untaken);
                break;
        }
    }

    private void StartChild(Instance parent, DurableAction.StartChild child)
    {
        var link = new ParentLink(parent.Id, parent.Name, parent.Execution, child.Task);
        if (state.TryFind(child.InstanceId, out var taken))
        {
            var refusal = environment.Details(new InstanceExistsException(taken.Id, taken.Status));
            state.Post(parent, new(new HistoryEvent.TaskFailed(child.Task, refusal), parent.Execution));
            return;
        }

        commands.Start(new(child.InstanceId, child.Name, child.Version, child.Input) { Parent = link });
    }

    // The events that nobody took come before those that arrive from now on; results for the old execution are dropped by number.
    private void ContinueAsNew(Instance instance, DurableAction.ContinueAsNew again, IReadOnlyList<HistoryEvent.EventRaised> untaken)
    {
        state.DropLive(instance);
        state.CancelTimers(instance);
        state.Store.History.Delete(instance.Number);
        instance.Execution++;
        instance.Episodes = 0;
        instance.Version = again.Version;
        instance.MustStart = true;
        state.Store.Instances.StartAgain(instance.Number, instance.Execution, instance.LastAt, again.Input, again.Version);
        var later = instance.TakeAll();
        if (again.KeepEvents)
        {
            foreach (var raised in untaken)
                state.Post(instance, new(raised, null));
        }

        foreach (var message in later)
        {
            message.Taken = true;
            state.Post(instance, new(message.Happened, message.Execution));
        }

        state.Enqueue(instance);
    }

    private DateTimeOffset Later(Instance instance) => state.Now > instance.LastAt ? state.Now : instance.LastAt;
}
