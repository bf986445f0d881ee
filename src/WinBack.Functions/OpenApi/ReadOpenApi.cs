using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace WinBack.Functions.OpenApi;

/// <summary>
/// <c>GET /api/openapi.json</c>: every HTTP function there is, for tools that make clients and show APIs. It is the same for every deployment and public
/// with the source, so it tells nobody anything of this one, and needs no key.
/// </summary>
public static class ReadOpenApi
{
    /// <summary>200 with the document.</summary>
    [Function(nameof(ReadOpenApi))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(OpenApiDocument.Bytes, "application/json; charset=utf-8");
    }
}
