using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Reporting;

namespace WinBack.Functions.Users;

/// <summary><c>GET /api/users/{id}/export</c>: everything that is stored about a person, as JSON.</summary>
public sealed class ExportUser(PersonExport export)
{
    /// <summary>200 with the export, row by row; 404 when nothing is stored under the id.</summary>
    [Function(nameof(ExportUser))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/users/{id}/export")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (UserRoute.Refuse(UserRoute.Id(id)) is { } refusal)
            return refusal;
        if (await export.FindAsync(UserRoute.Id(id), cancel) is not { Count: > 0 } ids)
            return Results.Problem("Nothing is stored under this id.", statusCode: StatusCodes.Status404NotFound, title: "No such user");
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => export.WriteAsync(ids, stream, cancel), "application/json; charset=utf-8");
    }
}
