using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Azure.Sending;

/// <summary>Words of pauses as signed requests, like those of webhook touches: no redirect is followed, no private address called unless it may be, and no answer read beyond its status.</summary>
/// <param name="target">Where they go; without faults.</param>
/// <param name="clock">Dates the signatures.</param>
/// <param name="log">Gets what an operator has to act on.</param>
internal sealed class GuardHook(WebhookTarget target, TimeProvider clock, ILogger log) : IGuardHook
{
    private readonly HttpClient _client = WebhookConnections.Client(target.AllowPrivate);

    /// <inheritdoc/>
    public async Task<bool> PostAsync(string key, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new SentOnce(body) };
        request.Headers.Add(WebhookChannel.KeyHeader, key);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(target.Key!, target.KeyId, clock.GetUtcNow(), body));
        request.Headers.Add("User-Agent", "WinBack");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(target.Timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (WebhookAnswer.IsTaken((int)response.StatusCode))
                return true;
            log.GuardNotTaken((int)response.StatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or PrivateAddressException && !cancel.IsCancellationRequested)
        {
            log.GuardNotHeard((failure.InnerException ?? failure).GetType().Name);
        }

        return false;
    }
}
