using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>The waiting end of an action: what its result is handed to. Continuations run inline, inside the episode.</summary>
internal abstract class OpenTask
{
    private OpenTask()
    {
    }

    /// <summary>Whether its result comes from an activity, which a restart has to run again.</summary>
    public virtual bool IsActivity => false;

    public abstract void Complete(string? result);

    public abstract void Fail(TaskFailureDetails failure);

    internal sealed class Call<T>(int task, string name, bool isActivity, DataConverter converter) : OpenTask
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override bool IsActivity { get; } = isActivity;

        public override void Complete(string? result)
        {
            T value;
            try
            {
                value = string.IsNullOrEmpty(result) ? default! : converter.Deserialize<T>(result)!;
            }
            catch (Exception unreadable)
            {
                // The code that asked for this type has to hear of it: it is the only one who can.
                _source.SetException(new TaskFailedException(name, task, unreadable));
                return;
            }

            _source.SetResult(value);
        }

        public override void Fail(TaskFailureDetails failure) => _source.SetException(new TaskFailedException(name, task, failure));
    }

    internal sealed class Timer(DateTimeOffset fireAt) : OpenTask
    {
        private readonly TaskCompletionSource _source = new();

        public Task Task => _source.Task;

        public DateTimeOffset FireAt { get; } = fireAt;

        /// <summary>Kept until the timer fires, so that the registration goes with it.</summary>
        public CancellationTokenRegistration Registration { get; set; }

        public override void Complete(string? result)
        {
            Registration.Dispose();
            _source.SetResult();
        }

        public void Cancel(CancellationToken token) => _source.SetCanceled(token);

        public override void Fail(TaskFailureDetails failure) => throw new InvalidOperationException("A timer cannot fail.");
    }
}
