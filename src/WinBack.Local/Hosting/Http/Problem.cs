using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace WinBack.Local.Hosting.Http;

/// <summary>Errors of the host itself as RFC 9457 problem details.</summary>
internal static class Problem
{
    /// <summary>Writes the answer; it never holds more than the caller may know.</summary>
    /// <param name="http">Its response has not started.</param>
    /// <param name="status">HTTP status, 400 or above.</param>
    /// <param name="detail">A sentence for the caller; null when the status says it all.</param>
    public static Task WriteAsync(HttpContext http, int status, string? detail = null)
    {
        var problem = TypedResults.Problem(detail, statusCode: status, extensions: [new("traceId", TraceId(http))]);
        return problem.ExecuteAsync(http);
    }

    /// <summary>What ties an answer to the line in the log.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}
