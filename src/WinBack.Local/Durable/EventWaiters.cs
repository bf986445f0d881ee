using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>
/// External events of one orchestration: those that came before anyone waited, and those who wait, per name without case.
/// The newest waiter is served first, as in the real runtime. A cancelled waiter takes no event.
/// </summary>
internal sealed class EventWaiters(DataConverter converter)
{
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent.EventRaised> _early = [];

    /// <summary>Events that nobody has taken, in the order they came.</summary>
    public IReadOnlyList<HistoryEvent.EventRaised> Early => _early;

    public bool AnyWaiting => _waiters.Values.Any(waiters => waiters.Count > 0);

    public void Deliver(HistoryEvent.EventRaised raised)
    {
        if (_waiters.TryGetValue(raised.Name, out var waiters) && waiters.Count > 0)
        {
            var newest = waiters[^1];
            waiters.RemoveAt(waiters.Count - 1);
            newest.Take(raised.Payload);
        }
        else
        {
            _early.Add(raised);
        }
    }

    public Task<T> WaitFor<T>(string name, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<T>(cancel);
        var waiter = new Waiter<T>(converter);
        var early = _early.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (early >= 0)
        {
            var payload = _early[early].Payload;
            _early.RemoveAt(early);
            waiter.Take(payload);
            return waiter.Task;
        }

        if (!_waiters.TryGetValue(name, out var waiters))
            _waiters[name] = waiters = [];
        if (waiters.Exists(other => other is not Waiter<T>))
            throw new ArgumentException($"Event '{name}' is already awaited as another type: one name, one type.", nameof(name));
        waiters.Add(waiter);
        if (cancel.CanBeCanceled)
        {
            waiter.Registration = cancel.Register(() =>
            {
                if (waiters.Remove(waiter))
                    waiter.Cancel(cancel);
            });
        }

        return waiter.Task;
    }

    private abstract class Waiter
    {
        public abstract void Take(string? payload);
    }

    private sealed class Waiter<T>(DataConverter converter) : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public CancellationTokenRegistration Registration { get; set; }

        public void Cancel(CancellationToken token) => _source.SetCanceled(token);

        public override void Take(string? payload)
        {
            Registration.Dispose();
            T value;
            try
            {
                value = string.IsNullOrEmpty(payload) ? default! : converter.Deserialize<T>(payload)!;
            }
            catch (Exception unreadable)
            {
                // Goes to the code that asked for this type, which fails the instance unless it is caught.
                _source.SetException(unreadable);
                return;
            }

            _source.SetResult(value);
        }
    }
}
