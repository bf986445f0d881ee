using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using WinBack.Local.Hosting.Functions;

namespace WinBack.Local.Hosting.Http;

/// <summary>One function behind its route.</summary>
internal sealed class HttpFunction(LocalFunction function, FunctionInvoker invoker, AccessRule access)
{
    /// <summary>Marks a <see cref="JsonException"/> as a fault of the request's body, not of the function.</summary>
    public const string BodyFault = "winback.body";

    private static readonly object AnsweredKey = new();

    private readonly FunctionTrigger.Http _trigger = (FunctionTrigger.Http)function.Trigger;
    private readonly bool _bodyMayBeAbsent = function.BodyType is { } type && Nullable.GetUnderlyingType(type) is not null;

    /// <summary>Whether a function, and not the host, decided on the answer.</summary>
    public static bool Answered(HttpContext http) => http.Items.ContainsKey(AnsweredKey);

    /// <summary>Name of the function that the request was routed to, for the log.</summary>
    public static string NameOf(HttpContext http) => http.GetEndpoint()?.DisplayName ?? "(no function)";

    /// <param name="endpoints">Where to add the route.</param>
    /// <param name="prefix">Route prefix of host.json, without slashes at its ends; empty for none.</param>
    public void Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        var pattern = prefix.Length == 0 ? _trigger.Route : $"{prefix}/{_trigger.Route}";
        var endpoint = _trigger.Methods.Count == 0
            ? endpoints.Map(pattern, AnswerAsync)
            : endpoints.MapMethods(pattern, _trigger.Methods, AnswerAsync);
        endpoint.WithDisplayName(function.Name);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (access.Refusal(http, _trigger) is { } refusal)
        {
            await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, refusal);
            return;
        }
        var services = http.Features.Get<IServiceProvidersFeature>();
        try
        {
            await using var context = await invoker.InvokeHttpAsync(function, http, function.BodyType is null ? null : ReadBodyAsync);
            http.Items[AnsweredKey] = AnsweredKey;
            await WriteAsync(http, context.Result);
        }
        finally
        {
            http.Features.Set(services);   // the function's scope has ended; what is written about a fault needs one that has not
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(http),
        string text => TypedResults.Text(text).ExecuteAsync(http),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
    };

    private async ValueTask<object?> ReadBodyAsync(LocalFunctionContext context)
    {
        var request = context.Request;
        if (request.ContentLength == 0)
            return _bodyMayBeAbsent ? null : throw new BadHttpRequestException("A JSON body is expected, and there is none.");
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, function.BodyType!, JsonSerializerOptions.Web, context.CancellationToken)
                ?? (_bodyMayBeAbsent ? null : throw new BadHttpRequestException("A JSON body is expected, not null."));
        }
        catch (JsonException bad)
        {
            bad.Data[BodyFault] = true;
            throw;
        }
    }
}
