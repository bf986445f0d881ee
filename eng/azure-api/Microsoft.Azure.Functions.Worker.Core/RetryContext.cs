namespace Microsoft.Azure.Functions.Worker;

public abstract class RetryContext
{
    protected RetryContext()
    {
    }

    public abstract int RetryCount { get; }
    public abstract int MaxRetryCount { get; }
}
