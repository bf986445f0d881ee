using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard/assets/{name}</c>: a script of the dashboard. It holds no data, so that it needs no key.</summary>
public sealed class DashboardAsset
{
    private const string Forever = "public, max-age=31536000, immutable";

    /// <summary>200 with the file, 304 where the reader has it, 404 for any name that is none of ours.</summary>
    [Function(nameof(DashboardAsset))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/assets/{name}")] HttpRequest request, string name)
    {
        if (PageAssets.Find(name) is not { } asset)
            return Results.Problem("There is no such file.", statusCode: StatusCodes.Status404NotFound, title: "No such file");
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // Only under the address that names this very content may it be kept for good.
        headers.CacheControl = request.Query["v"] == asset.Tag ? Forever : "no-cache";
        return Results.Bytes(asset.Bytes, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{asset.Tag}\""));
    }
}
