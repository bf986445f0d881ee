namespace Microsoft.Azure.Functions.Worker;

public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = RetryInterval.Parse(minimumInterval, nameof(minimumInterval));
        if (minimum > RetryInterval.Parse(maximumInterval, nameof(maximumInterval)))
            throw new ArgumentException("The minimum interval is longer than the maximum interval.", nameof(minimumInterval));
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }
    public string MaximumInterval { get; }
}
