using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Core.Sending;
using WinBack.Functions.Sequences;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>
/// <c>/s/{token}</c>: an answer to a campaign's survey. <c>GET</c> shows the question with the answer chosen and changes nothing; <c>POST</c> of its form
/// keeps what is chosen then. It needs no script, and a token that is none of ours gets the one page that every other gets.
/// </summary>
public sealed class SurveyPage(SurveyAnswers answers, TimeProvider clock)
{
    /// <summary>Answers a post once the answer is kept.</summary>
    [Function(nameof(SurveyPage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = MessageFrames.SurveyRoute + "{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (await answers.ReadAsync(token, cancel) is not { } view)
            return LinkPages.NotOurs(request);
        if (!HttpMethods.IsPost(request.Method) || await SurveyForm.ReadAsync(request, view, cancel) is not { } form)
            return SurveyMarkup.Ask(view);
        return SurveyMarkup.Done(view, await answers.AnswerAsync(view, form.Answer, form.CommentText, clock.GetUtcNow(), new DurableSequences(client), cancel));
    }
}
