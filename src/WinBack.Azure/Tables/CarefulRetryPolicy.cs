using Azure.Core;
using Azure.Core.Pipeline;

namespace WinBack.Azure.Tables;

/// <summary>
/// The SDK's retries, except that a write is sent again by itself only when the service said that it was too busy to do it. Any other
/// failure may have followed the write: then <see cref="TableWriter"/> looks first. That a write was sent again is kept in its <see cref="WriteTries"/>.
/// </summary>
internal sealed class CarefulRetryPolicy(TableRetries retries) : RetryPolicy(retries.MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(retries.FirstDelay, retries.MaxDelay))
{
    private const int TooManyRequests = 429;
    private const int Unavailable = 503;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => Allows(message) && Note(message, base.ShouldRetry(message, exception));

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        Allows(message) && Note(message, await base.ShouldRetryAsync(message, exception));

    private static bool Allows(HttpMessage message) =>
        WriteTries.Of(message) is null || (message.HasResponse && message.Response.Status is TooManyRequests or Unavailable);

    private static bool Note(HttpMessage message, bool again)
    {
        if (again && WriteTries.Of(message) is { } tries)
            tries.SentAgain = true;
        return again;
    }
}
