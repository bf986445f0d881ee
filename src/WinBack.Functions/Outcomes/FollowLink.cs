using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Functions.Sending;
using WinBack.Functions.Sequences;
using WinBack.Storage.Outcomes;

namespace WinBack.Functions.Outcomes;

/// <summary><c>GET /l/{token}</c>: leads from a message to where its campaign leads, and nowhere else; keeps the click as a fact.</summary>
public sealed class FollowLink(LinkClicks clicks)
{
    /// <summary>302 to the target; for a token that is none of ours, or too old, the one page that says so.</summary>
    [Function(nameof(FollowLink))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = MessageFrames.ClickRoute + "{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        var headers = request.Headers;
        LinkRequest asked = new(
            headers.UserAgent.ToString(), HttpMethods.IsHead(request.Method),
            headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase) || headers["Purpose"] == "prefetch");
        return await clicks.FollowAsync(token, asked, new DurableSequences(client), cancel) is { } target ? new Redirect(target) : LinkPages.NotOurs(request);
    }

    /// <summary>Never cached: the next click is one of its own; and where it leads learns no token.</summary>
    private sealed class Redirect(string target) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = StatusCodes.Status302Found;
            response.Headers.Location = Ascii(target);
            response.Headers.CacheControl = "no-store";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["X-Robots-Tag"] = "noindex";
            return Task.CompletedTask;
        }

        // A header holds ASCII; whatever else a link has is percent-encoded as browsers would.
        private static string Ascii(string link) => string.Concat(link.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
    }
}
