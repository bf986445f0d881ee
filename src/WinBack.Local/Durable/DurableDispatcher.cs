using System.Threading.Channels;

namespace WinBack.Local.Durable;

/// <summary>
/// Runs an engine in the background. One loop owns the database: it gathers what clients ask, runs what is runnable, commits it
/// all as one group, and only then answers the clients and starts the activities.
/// </summary>
internal sealed class DurableDispatcher : IDisposable
{
    /// <summary>Things done per transaction: a few milliseconds of work, so that nobody waits long for an answer.</summary>
    private const int WorkPerCommit = 512;

    /// <summary>Longest sleep; beyond it a system timer cannot be set everywhere.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
    private readonly Queue<ActivityCall> _waitingActivities = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DurableStore _store;
    private readonly DurableState _state;
    private readonly InstanceCommands _commands;
    private readonly EpisodeRunner _runner;
    private readonly InstanceWatchers _watchers;
    private readonly TimeProvider _time;
    private readonly int _concurrent;
    private readonly Func<ActivityCall, CancellationToken, Task<HistoryEvent?>> _run;
    private readonly Action<Exception> _broken;
    private readonly ITimer _alarm;
    private readonly Task _loop;
    private int _running;

    public DurableDispatcher(
        DurableStore store,
        DurableState state,
        InstanceCommands commands,
        EpisodeRunner runner,
        InstanceWatchers watchers,
        TimeProvider time,
        int concurrentActivities,
        Func<ActivityCall, CancellationToken, Task<HistoryEvent?>> run,
        Action<Exception> broken)
    {
        (_store, _state, _commands, _runner, _watchers, _time) = (store, state, commands, runner, watchers, time);
        (_concurrent, _run, _broken) = (concurrentActivities, run, broken);
        _alarm = time.CreateTimer(_ => Do(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs a command; completes once it is committed.</summary>
    public Task<T> DoAsync<T>(Func<InstanceCommands, T> command)
    {
        var request = new Request<T>(command);
        if (!_requests.Writer.TryWrite(request))
            request.Fail(new ObjectDisposedException(nameof(DurableEngine)));
        return request.Answered;
    }

    /// <summary>Has the loop do something; nobody waits for it.</summary>
    public void Do(Action action) => _requests.Writer.TryWrite(new Request<int>(_ =>
    {
        action();
        return 0;
    }));

    /// <summary>Stops taking requests, cancels the activities under way and waits for them. Those without a result run again at the next start.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        Do(() => { });
        await _loop;
    }

    public void Dispose()
    {
        _alarm.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            Do(() => { });
            while (await _requests.Reader.WaitToReadAsync())
            {
                while (DoGroup())
                {
                }

                if (_stop.IsCancellationRequested && _running == 0)
                    break;
                SetAlarm();
            }
        }
        catch (Exception broken)
        {
            _broken(broken);
        }

        _requests.Writer.Complete();
        while (_requests.Reader.TryRead(out var left))
            left.Fail(new ObjectDisposedException(nameof(DurableEngine)));
    }

    /// <returns>Whether there is more to do at once.</returns>
    private bool DoGroup()
    {
        var answers = new List<Request>();
        var started = new List<ActivityCall>();
        try
        {
            _store.Begin();
            var more = Work(answers, started);
            _state.SaveWaiting();
            _store.Commit();
            foreach (var request in answers)
                request.Answer();
            _watchers.Tell(_state.TakeChanges());
            foreach (var call in started)
                _waitingActivities.Enqueue(call);
            StartActivities();
            return more;
        }
        catch (Exception broken)
        {
            foreach (var request in answers)
                request.Fail(broken);
            throw;
        }
    }

    // Requests and runnable work take turns, so that neither can starve the other.
    private bool Work(List<Request> answers, List<ActivityCall> started)
    {
        for (var done = 0; done < WorkPerCommit; done++)
        {
            var any = false;
            if (_requests.Reader.TryRead(out var request))
            {
                answers.Add(request);
                request.Run(_commands);
                any = true;
            }

            if (!_stop.IsCancellationRequested && _state.TryTakeReady(out var work))
            {
                if (work.Activity is { } call)
                    started.Add(call);
                else
                    _runner.Run(work.Instance);
                any = true;
            }

            if (!any)
                return false;
        }

        return true;
    }

    private void StartActivities()
    {
        while (_running < _concurrent && !_stop.IsCancellationRequested && _waitingActivities.TryDequeue(out var call))
        {
            _running++;
            _ = Task.Run(() => RunAsync(call));
        }
    }

    private async Task RunAsync(ActivityCall call)
    {
        var result = await _run(call, _stop.Token);
        Do(() =>
        {
            _running--;
            if (result is not null)
                _state.Record(call, result);
        });
    }

    private void SetAlarm()
    {
        if (_state.NextTimer is not { } next)
            return;
        var sleep = next - _time.GetUtcNow();
        _alarm.Change(sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep > LongestSleep ? LongestSleep : sleep, Timeout.InfiniteTimeSpan);
    }

    private abstract class Request
    {
        public abstract void Run(InstanceCommands commands);

        public abstract void Answer();

        public abstract void Fail(Exception exception);
    }

    private sealed class Request<T>(Func<InstanceCommands, T> command) : Request
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _refusal;
        private T? _result;

        public Task<T> Answered => _source.Task;

        public override void Run(InstanceCommands commands)
        {
            try
            {
                _result = command(commands);
            }
            catch (Exception refusal) when (refusal is InstanceExistsException or InstanceRunningException)
            {
                _refusal = refusal;
            }
        }

        public override void Answer()
        {
            if (_refusal is null)
                _source.TrySetResult(_result!);
            else
                _source.TrySetException(_refusal);
        }

        public override void Fail(Exception exception) => _source.TrySetException(exception);
    }
}
