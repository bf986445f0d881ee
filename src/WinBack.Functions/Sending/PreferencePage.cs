using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Sending;
using WinBack.Functions.Sequences;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>
/// <c>/p/{token}</c>: the preference centre. <c>GET</c> shows what holds and changes nothing; <c>POST</c> of its form does what it says. It needs no
/// script, and a token that is none of ours gets the one page that every other gets.
/// </summary>
public sealed class PreferencePage(LinkTokens tokens, PreferenceCentre centre, TimeProvider clock)
{
    /// <summary>Answers a post once the addresses are suppressed and every user who has them has heard of it.</summary>
    [Function(nameof(PreferencePage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = MessageFrames.PreferencesRoute + "{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (!tokens.TryReadPreferences(token, out var link))
            return LinkPages.NotOurs(request);
        var view = await centre.ReadAsync(link, cancel);
        if (!HttpMethods.IsPost(request.Method) || await PreferenceForm.ReadAsync(request, view, clock.GetUtcNow(), cancel) is not { } form)
            return PreferenceMarkup.Page(request, view, clock.GetUtcNow(), saved: false);
        await centre.SaveAsync(link, form.Choices, form.Preferences, new DurableSequences(client), cancel);
        return PreferenceMarkup.Page(request, await centre.ReadAsync(link, cancel), clock.GetUtcNow(), saved: true);
    }
}
