using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary><c>GET /api/admin/offers</c>: the offers of the published campaigns, with their codes counted and their budget, and the pools that none hands out.</summary>
public sealed class ListOffers(ICampaigns campaigns, OfferStock stock)
{
    /// <summary>200 with the offers, by id; reads all their codes.</summary>
    [Function(nameof(ListOffers))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/admin/offers")] HttpRequest request, CancellationToken cancel) =>
        Results.Ok(await stock.ListAsync(await campaigns.CurrentAsync(cancel), cancel));
}
