using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace WinBack.Functions.Problems;

/// <summary>
/// The last word on an HTTP function that threw, on every host: RFC 9457 problem details. A fault of the caller keeps its reason, one of ours
/// says nothing but a trace id, under which the log has the rest. What a function answers by itself passes through.
/// </summary>
public sealed class Faults(ILogger<Faults> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (context.GetHttpContext() is { Response.HasStarted: false } http && !HungUp(fault, http))
        {
            await AnswerAsync(http, fault, context.FunctionDefinition.Name, TraceId(context));
        }
    }

    private static bool HungUp(Exception fault, HttpContext http) => fault is OperationCanceledException && http.RequestAborted.IsCancellationRequested;

    private async Task AnswerAsync(HttpContext http, Exception fault, string function, string traceId)
    {
        var (status, detail) = fault is BadHttpRequestException bad
            ? (bad.StatusCode, bad.Message)
            : (StatusCodes.Status500InternalServerError, "The request failed; the log has more under this trace id.");
        if (status == StatusCodes.Status500InternalServerError)
            log.FunctionFailed(fault, function, traceId);
        http.Response.Clear();
        await Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["traceId"] = traceId }).ExecuteAsync(http);
    }

    private static string TraceId(FunctionContext context) => Activity.Current?.TraceId.ToHexString() ?? context.InvocationId;
}
