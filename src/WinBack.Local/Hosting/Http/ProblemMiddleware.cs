using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Hosting.Http;

/// <summary>Turns what went wrong into an answer: a fault of the caller with its reason, a fault of ours with a trace id and nothing else.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            // Routing answers an unknown path (404) or method (405) with an empty body; a function's own answers stay as they are.
            if (http.Response is { HasStarted: false, StatusCode: 404 or 405, ContentType: null } && !HttpFunction.Answered(http))
                await Problem.WriteAsync(http, http.Response.StatusCode);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await WriteCleanAsync(http, bad.StatusCode, bad.Message);
        }
        catch (JsonException bad) when (!http.Response.HasStarted && bad.Data.Contains(HttpFunction.BodyFault))
        {
            await WriteCleanAsync(http, StatusCodes.Status400BadRequest,
                $"The body is not the expected JSON at {bad.Path ?? "$"} (line {bad.LineNumber + 1}, byte {bad.BytePositionInLine + 1}).");
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            HostLog.RequestFailed(log, fault, http.Request.Method, HttpFunction.NameOf(http), Problem.TraceId(http));
            await WriteCleanAsync(http, StatusCodes.Status500InternalServerError, "The request failed; the log has more under this trace id.");
        }
    }

    private static Task WriteCleanAsync(HttpContext http, int status, string detail)
    {
        http.Response.Clear();
        return Problem.WriteAsync(http, status, detail);
    }
}
