using Microsoft.Azure.Functions.Worker;

namespace WinBack.Local.Hosting.Functions;

/// <summary>The local host repeats no invocation on its own; durable retries are the orchestrator's.</summary>
internal sealed class NoRetry : RetryContext
{
    public static readonly NoRetry Instance = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
