namespace Microsoft.DurableTask;

public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        Refuse(maxNumberOfAttempts <= 0, nameof(maxNumberOfAttempts), maxNumberOfAttempts, "greater than zero");
        Refuse(firstRetryInterval <= TimeSpan.Zero, nameof(firstRetryInterval), firstRetryInterval, "greater than zero");
        Refuse(backoffCoefficient < 1, nameof(backoffCoefficient), backoffCoefficient, "at least 1");
        Refuse(
            maxRetryInterval < firstRetryInterval && maxRetryInterval != Timeout.InfiniteTimeSpan,
            nameof(maxRetryInterval), maxRetryInterval, "at least the first retry interval");
        Refuse(
            retryTimeout < firstRetryInterval && retryTimeout != Timeout.InfiniteTimeSpan,
            nameof(retryTimeout), retryTimeout, "at least the first retry interval");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    public Func<Exception, bool> Handle { get; private init; } = _ => true;

    [Obsolete("Never called, as in the real package. Use TaskOptions.FromRetryHandler.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    // The real package only takes the exceptions of DurableTask.Core here; this subset has none and takes TaskFailedException.
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => value(
            exception is TaskFailedException failed
                ? failed.FailureDetails
                : throw new InvalidOperationException($"{exception.GetType()} carries no failure details."));
    }

    private static void Refuse(bool wrong, string name, object? value, string allowed)
    {
        if (wrong)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}.");
    }
}
