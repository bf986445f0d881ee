using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace WinBack.TestKit.Faults;

/// <summary>Answers that the proxy makes up, in the form the service gives them.</summary>
internal static class ProxyAnswers
{
    private const string EmptyToken = "empty-";

    public static Task BusyAsync(HttpContext context) => ErrorAsync(context, 503, "ServerBusy", "The server is busy.");

    public static Task TimedOutAsync(HttpContext context) => ErrorAsync(context, 500, "OperationTimedOut", "The operation could not be completed within the permitted time.");

    public static async Task RefusedAsync(HttpContext context, ProxiedRequest request)
    {
        const string Code = "UpdateConditionNotSatisfied";
        const string Message = "The update condition specified in the request was not satisfied.";
        if (request.Kind != RequestKind.Batch)
        {
            await ErrorAsync(context, 412, Code, Message);
            return;
        }

        var error = Error(Code, string.Create(CultureInfo.InvariantCulture, $"{request.ConditionalAt}:{Message}"));
        var text = $"""
            --batchresponse_1
            Content-Type: multipart/mixed; boundary=changesetresponse_1

            --changesetresponse_1
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 412 Precondition Failed
            X-Content-Type-Options: nosniff
            Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8

            {error}
            --changesetresponse_1--
            --batchresponse_1--

            """;
        context.Response.StatusCode = 202;
        context.Response.ContentType = "multipart/mixed; boundary=batchresponse_1";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
    }

    /// <summary>An empty page whose continuation leads to so many more of them, and then to the rows.</summary>
    public static async Task EmptyPageAsync(HttpContext context, int more)
    {
        context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "p";
        context.Response.Headers["x-ms-continuation-NextRowKey"] = string.Create(CultureInfo.InvariantCulture, $"{EmptyToken}{more}");
        context.Response.ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
        await context.Response.WriteAsync("""{"odata.metadata":"http://127.0.0.1/devstoreaccount1/$metadata#T","value":[]}""");
    }

    /// <summary>How many empty pages are still to come on a continuation of <see cref="EmptyPageAsync"/>; null when it is none.</summary>
    public static int? EmptyPagesLeft(ProxiedRequest request)
    {
        var at = request.Target.IndexOf(EmptyToken, StringComparison.Ordinal);
        return request.Kind == RequestKind.Page && at >= 0 ? request.Target[at + EmptyToken.Length] - '0' : null;
    }

    /// <summary>The query from its beginning.</summary>
    public static ProxiedRequest WithoutContinuation(ProxiedRequest request)
    {
        var (path, query) = Split(request.Target);
        return request.With($"{path}?{string.Join('&', query.Where(part => !part.StartsWith("Next", StringComparison.Ordinal)))}");
    }

    /// <summary>The query with a page of so many rows.</summary>
    public static ProxiedRequest WithTop(ProxiedRequest request, int rows)
    {
        var (path, query) = Split(request.Target);
        var top = string.Create(CultureInfo.InvariantCulture, $"$top={rows}");
        return request.With($"{path}?{string.Join('&', [.. query.Where(part => !Uri.UnescapeDataString(part).StartsWith("$top=", StringComparison.Ordinal)), top])}");
    }

    private static (string Path, string[] Query) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, []) : (target[..mark], target[(mark + 1)..].Split('&'));
    }

    private static Task ErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
        return context.Response.WriteAsync(Error(code, message));
    }

    private static string Error(string code, string message) =>
        $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"{{{message}}}" } } }""";
}
