using System.Globalization;
using Azure;
using Microsoft.Azure.NotificationHubs.Messaging;
using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>One call of a provider's SDK, with every way it can end as one of the answers.</summary>
/// <param name="provider">Its name in logs.</param>
/// <param name="clock">Source of the instant from which a provider's wait counts.</param>
/// <param name="log">Gets what an operator has to act on; never what the message says or to whom.</param>
internal sealed class ProviderCall(string provider, TimeProvider clock, ILogger log)
{
    /// <summary>Makes the call, once.</summary>
    /// <param name="send">Calls the SDK, which must not retry, and reads its answer.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="ChannelUnavailableException">The request provably never left.</exception>
    public async Task<SendResult> RunAsync(Func<CancellationToken, Task<SendResult>> send, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            throw new ChannelUnavailableException($"{provider} was not called: the host is stopping");
        try
        {
            return await send(cancel);
        }
        catch (RequestFailedException refused) when (refused.Status != 0)
        {
            return Answer(refused.Status, RetryAfter(refused.GetRawResponse()));
        }
        catch (MessagingException refused) when (refused.Detail?.HttpStatusCode is { } status)
        {
            return Answer((int)status, refused.RetryAfter);
        }
        catch (ArgumentException invalid)
        {
            // The SDKs check their arguments before they call.
            log.MessageInvalid(provider, invalid.ParamName ?? "message");
            return new SendResult.RefusedForGood($"the client of {provider} refuses the message", Suppress: false);
        }
        catch (Exception failure) when (failure is not (ChannelUnavailableException or NotSupportedException))
        {
            if (NeverLeft.Provably(failure))
                throw new ChannelUnavailableException($"{provider} could not be reached", failure);
            log.NoAnswer(provider, failure.GetType().Name);
            return new SendResult.Unknown($"no answer of {provider} ({failure.GetType().Name})");
        }
    }

    private SendResult Answer(int status, TimeSpan? retryAfter)
    {
        if (HttpAnswer.NeedsRepair(status, retryAfter))
            log.NotLetIn(provider, status);
        return HttpAnswer.Of(status, retryAfter, clock.GetUtcNow());
    }

    // Seconds, or an HTTP date; the milliseconds that some of Azure's services send as well come first.
    private TimeSpan? RetryAfter(Response? response)
    {
        if (response is null)
            return null;
        if (response.Headers.TryGetValue("retry-after-ms", out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds))
            return TimeSpan.FromMilliseconds(milliseconds);
        if (!response.Headers.TryGetValue("Retry-After", out text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at - clock.GetUtcNow() : null;
    }
}
