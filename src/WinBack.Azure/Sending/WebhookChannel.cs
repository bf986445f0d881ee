using Microsoft.Extensions.Logging;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Azure.Sending;

/// <summary>
/// Webhook touches as signed requests, each made once: no redirect is followed, no failed request repeated, and no more than
/// <see cref="WebhookAnswer.MostBytes"/> of an answer read.
/// </summary>
/// <param name="targets">Where they go.</param>
/// <param name="clock">Dates the signatures.</param>
/// <param name="log">Gets what an operator has to act on.</param>
internal sealed class WebhookChannel(WebhookTargets targets, TimeProvider clock, ILogger log) : IChannel
{
    /// <summary>Header with the attempt's key: who gets a second request with it has the first already.</summary>
    public const string KeyHeader = "Idempotency-Key";

    // Apart, because a connection once made serves whoever asks for that host.
    private readonly HttpClient _public = WebhookConnections.Client(allowPrivate: false);
    private readonly HttpClient _private = WebhookConnections.Client(allowPrivate: true);

    /// <inheritdoc/>
    public Channel Channel => Channel.Webhook;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel)
    {
        var name = message.Content.Webhook?.Target ?? "";
        if (targets.Find(name) is not { Url: { } url, Key: { } key } target)
            return new SendResult.RefusedForGood($"the settings know no target {name}", Suppress: false);
        var body = WebhookPayload.Of(message);
        using var content = new SentOnce(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add(KeyHeader, message.Key);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(key, target.KeyId, clock.GetUtcNow(), body));
        request.Headers.Add("User-Agent", "WinBack");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(target.Timeout);
        try
        {
            using var response = await (target.AllowPrivate ? _private : _public).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return await AnswerAsync(name, response, patience.Token);
        }
        catch (Exception failure)
        {
            // Without its body a request says nothing that could be acted on.
            if (!content.HasBegun)
                throw Unavailable(name, failure);
            log.NoAnswer($"Webhook target {name}", failure.GetType().Name);
            return new SendResult.Unknown($"no answer of {name} ({failure.GetType().Name})");
        }
    }

    private async Task<SendResult> AnswerAsync(string name, HttpResponseMessage response, CancellationToken patience)
    {
        var status = (int)response.StatusCode;
        if (WebhookAnswer.NeedsRepair(status))
            log.WebhookNotTaken(name, status);
        var id = WebhookAnswer.IsTaken(status) ? await WebhookAnswer.IdAsync(response, patience) : null;
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return WebhookAnswer.Of(name, status, id, wait, clock.GetUtcNow());
    }

    private ChannelUnavailableException Unavailable(string name, Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is PrivateAddressException)
                log.WebhookIsPrivate(name);
        }

        return new($"The webhook target {name} could not be reached", failure);
    }
}
