using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WinBack.TestKit.Faults;

/// <summary>One request as it came to the proxy.</summary>
public sealed class ProxiedRequest
{
    private ProxiedRequest(string method, string target, byte[] body, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        (Method, Target, Body, Headers) = (method, target, body, headers);

    public string Method { get; }

    /// <summary>Path and query, exactly as sent.</summary>
    public string Target { get; private init; }

    public byte[] Body { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public RequestKind Kind => Method switch
    {
        "GET" => Target.Contains("(PartitionKey=", StringComparison.OrdinalIgnoreCase) ? RequestKind.Get : IsTables ? RequestKind.Other : RequestKind.Page,
        "POST" when Target.Contains("/$batch", StringComparison.Ordinal) => RequestKind.Batch,
        "POST" => IsTables ? RequestKind.Other : RequestKind.Insert,
        "PUT" => IfMatch is null ? RequestKind.Upsert : RequestKind.Replace,
        "DELETE" => RequestKind.Delete,
        _ => RequestKind.Other,
    };

    public bool IsWrite => Kind is not (RequestKind.Get or RequestKind.Page or RequestKind.Other);

    /// <summary>Which change of a write wants a row with a certain ETag, from 0; null when none does.</summary>
    public int? ConditionalAt { get; private init; }

    /// <summary>The same with another path and query.</summary>
    public ProxiedRequest With(string target) => new(Method, target, Body, Headers) { ConditionalAt = ConditionalAt };

    public static async Task<ProxiedRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value!))).ToList();
        var request = new ProxiedRequest(context.Request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, body.ToArray(), headers);
        return new(request.Method, request.Target, request.Body, request.Headers) { ConditionalAt = request.FindCondition() };
    }

    private bool IsTables => Target.Split('?')[0].EndsWith("/Tables", StringComparison.Ordinal);

    private string? IfMatch => Headers.FirstOrDefault(header => header.Key.Equals("If-Match", StringComparison.OrdinalIgnoreCase)).Value;

    private int? FindCondition()
    {
        if (Kind != RequestKind.Batch)
            return IfMatch is { } etag && etag != "*" ? 0 : null;
        // Each part begins with a request line such as "PUT http://… HTTP/1.1".
        var parts = Encoding.UTF8.GetString(Body).Split(" HTTP/1.1", StringSplitOptions.None)[1..];
        var at = Array.FindIndex(parts, part => part.Contains("If-Match: W/", StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at;
    }
}
