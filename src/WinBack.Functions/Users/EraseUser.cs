using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WinBack.Functions.Sequences;
using WinBack.Storage.Outcomes;

namespace WinBack.Functions.Users;

/// <summary><c>POST /api/users/{id}/erase</c>: removes everything about a person, for good. Asking again changes nothing, and finishes what broke off.</summary>
public sealed class EraseUser(Erasures erasures)
{
    /// <summary>200 once nothing is left; an id that was never heard of is answered alike, and nothing will be kept of it.</summary>
    [Function(nameof(EraseUser))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/users/{id}/erase")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancel)
    {
        if (UserRoute.Refuse(UserRoute.Id(id)) is { } refusal)
            return refusal;
        var erased = await erasures.EraseAsync(UserRoute.Id(id), new DurableSequences(client), cancel);
        return Results.Ok(new { erased = true, ids = erased.Users, suppressedAddresses = erased.Addresses });
    }
}
