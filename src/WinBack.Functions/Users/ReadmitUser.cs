using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Users;

namespace WinBack.Functions.Users;

/// <summary>
/// <c>POST /api/users/{id}/readmit</c>: lets an erased id begin anew, for somebody who has become a customer again under it. Nothing comes back, and what
/// was suppressed stays so until they consent.
/// </summary>
public sealed class ReadmitUser(Tombstones tombstones)
{
    /// <summary>204 when the id may be used from now on; 404 for one that was not erased.</summary>
    [Function(nameof(ReadmitUser))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/users/{id}/readmit")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (UserRoute.Refuse(UserRoute.Id(id)) is { } refusal)
            return refusal;
        return await tombstones.LiftAsync(UserRoute.Id(id), cancel)
            ? Results.NoContent()
            : Results.Problem("This id was not erased.", statusCode: StatusCodes.Status404NotFound, title: "Not erased");
    }
}
