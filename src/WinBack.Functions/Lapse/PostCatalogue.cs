using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Events;
using WinBack.Functions.Events;
using WinBack.Storage.Lapse;

namespace WinBack.Functions.Lapse;

/// <summary>
/// <c>POST /api/catalogue</c>: prices and availability of items, an array or a single one, from a trusted source. Answers 202 with a result per item once all of
/// it is durable; whom it concerns is told by the scans that follow. Everything may be sent again, in any order.
/// </summary>
public sealed class PostCatalogue(CatalogueStore catalogue, SourceKeys keys, TimeProvider clock)
{
    /// <summary>Takes the states of one request.</summary>
    [Function(nameof(PostCatalogue))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/catalogue")] HttpRequest request, CancellationToken cancel)
    {
        if (CatalogueProblems.Refuse(keys.Find(request)) is { } refusal)
            return refusal;
        try
        {
            var body = await BoundedBody.ReadAsync(request, ItemBatch.RequestBytes, cancel) ?? throw ItemBatch.TooManyBytes();
            var batch = ItemBatch.Read(body, new(clock.GetUtcNow(), SourceTrust.Full));
            return CatalogueAnswer.Of(batch, await catalogue.TakeAsync([.. batch.Items.Select(each => each.State)], cancel));
        }
        catch (EventBodyException unreadable)
        {
            return CatalogueProblems.Unreadable(unreadable);
        }
    }
}
