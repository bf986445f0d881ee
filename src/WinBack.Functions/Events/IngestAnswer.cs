using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;
using WinBack.Storage.Users;

namespace WinBack.Functions.Events;

/// <summary>202 with the counts and a result per item, in the order of the request.</summary>
internal sealed class IngestAnswer(IReadOnlyList<ItemResult> taken, IReadOnlyList<Refusal> refused) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        Write(writer);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter writer)
    {
        var items = taken.Concat(refused.Select(refusal => new ItemResult(refusal.Position, refusal.Id, ItemStatus.Refused, refusal)));
        writer.WriteStartObject();
        writer.WriteNumber("applied"u8, taken.Count(item => item.Status == ItemStatus.Applied));
        writer.WriteNumber("duplicates"u8, taken.Count(item => item.Status == ItemStatus.Duplicate));
        writer.WriteNumber("queued"u8, taken.Count(item => item.Status == ItemStatus.Queued));
        if (taken.Count(item => item.Status == ItemStatus.Dropped) is > 0 and var dropped)
            writer.WriteNumber("dropped"u8, dropped);
        writer.WriteNumber("refused"u8, refused.Count + taken.Count(item => item.Status == ItemStatus.Refused));
        writer.WriteStartArray("results"u8);
        foreach (var item in items.OrderBy(item => item.Position))
            Write(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemResult item)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position"u8, item.Position);
        writer.WriteString("id"u8, item.Id);
        writer.WriteString("status"u8, item.Status switch
        {
            ItemStatus.Applied => "applied"u8,
            ItemStatus.Duplicate => "duplicate"u8,
            ItemStatus.Queued => "queued"u8,
            ItemStatus.Dropped => "dropped"u8,
            _ => "refused"u8,
        });
        if (item.Refusal is { } refusal)
        {
            writer.WriteString("field"u8, refusal.Field);
            writer.WriteString("reason"u8, refusal.Reason);
            writer.WriteString("allowed"u8, refusal.Allowed);
        }

        writer.WriteEndObject();
    }
}
