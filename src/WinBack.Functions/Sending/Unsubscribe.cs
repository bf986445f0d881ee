using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Sending;
using WinBack.Functions.Sequences;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>
/// <c>/u/{token}</c>: the way out of a message (RFC 8058). <c>POST</c> acts at once, whatever its body; <c>GET</c> shows a page with a button and
/// changes nothing, because mail programs follow links by themselves.
/// </summary>
public sealed class Unsubscribe(LinkTokens tokens, OptOuts optOuts, TimeProvider clock)
{
    /// <summary>Answers once the address is suppressed and every user who has it is withdrawn.</summary>
    [Function(nameof(Unsubscribe))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = MessageFrames.OptOutRoute + "{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (!tokens.TryReadOptOut(token, out var link))
            return LinkPages.NotOurs(request);
        if (!HttpMethods.IsPost(request.Method))
            return LinkPages.Ask(request);
        await optOuts.StopAsync(link.Channel, link.Address, "unsubscribe", clock.GetUtcNow(), new DurableSequences(client), cancel);
        return LinkPages.Done(request);
    }
}
