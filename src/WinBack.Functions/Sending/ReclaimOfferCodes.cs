using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary><c>POST /api/admin/offers/{id}/reclaim</c>: gives codes back that crashes left taken for nobody a week ago or longer.</summary>
public sealed class ReclaimOfferCodes(OfferStore store)
{
    /// <summary>200 with how many. May be repeated.</summary>
    [Function(nameof(ReclaimOfferCodes))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/admin/offers/{id}/reclaim")] HttpRequest request, string id, CancellationToken cancel) =>
        OfferRoute.Refuse(id) ?? Results.Ok(new { Reclaimed = await store.ReclaimAsync(id, cancel) });
}
