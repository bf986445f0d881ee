using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;
using WinBack.Core.Lapse;

namespace WinBack.Functions.Lapse;

/// <summary>202 with the counts and a result per item state, in the order of the request.</summary>
internal static class CatalogueAnswer
{
    /// <summary>The answer.</summary>
    /// <param name="batch">As read.</param>
    /// <param name="outcomes">Of its good states, in their order.</param>
    public static IResult Of(ItemBatch batch, IReadOnlyList<ItemOutcome> outcomes)
    {
        var taken = batch.Items.Select((each, i) => (each.Position, Result: (object)new { position = each.Position, item = each.State.Item, status = Word(outcomes[i]) }));
        var refused = batch.Refusals.Select(each => (each.Position, Result: (object)new { position = each.Position, item = each.Id, status = "refused", field = each.Field, reason = each.Reason, allowed = each.Allowed }));
        return Results.Json(
            new
            {
                changed = outcomes.Count(each => each == ItemOutcome.Changed),
                unchanged = outcomes.Count(each => each == ItemOutcome.Unchanged),
                stale = outcomes.Count(each => each == ItemOutcome.Stale),
                refused = batch.Refusals.Count,
                results = taken.Concat(refused).OrderBy(each => each.Position).Select(each => each.Result),
            },
            statusCode: StatusCodes.Status202Accepted);
    }

    private static string Word(ItemOutcome outcome) => outcome switch
    {
        ItemOutcome.Changed => "changed",
        ItemOutcome.Unchanged => "unchanged",
        _ => "stale",
    };
}
