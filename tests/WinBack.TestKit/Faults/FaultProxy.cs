using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace WinBack.TestKit.Faults;

/// <summary>
/// Sits between the SDK and a table service, counts the requests that come, and does to each what <see cref="Choose"/> says.
/// Requests are signed over their path, so the service takes them from here as well.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly HashSet<string> Hops = new(["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<RequestKind, long> _requests = new();
    private readonly ConcurrentDictionary<Fault, long> _faults = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Lock _choosing = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) });
    private readonly WebApplication _app;
    private readonly string _service;

    private FaultProxy(int servicePort)
    {
        _service = $"http://127.0.0.1:{servicePort}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>How late <see cref="Fault.Delay"/> is.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Chooses for each request; called for one at a time. Null for no fault. What does not fit a request is left out, and not counted.</summary>
    public Func<ProxiedRequest, Fault>? Choose { get; set; }

    public static async Task<FaultProxy> StartAsync(int servicePort)
    {
        var proxy = new FaultProxy(servicePort);
        await proxy._app.StartAsync();
        return proxy;
    }

    /// <summary>Requests that came, by kind, since the start or the last <see cref="Reset"/>.</summary>
    public IReadOnlyDictionary<RequestKind, long> Requests => _requests;

    /// <summary>Requests that came in all.</summary>
    public long Total => _requests.Values.Sum();

    /// <summary>Faults that were done, by kind.</summary>
    public IReadOnlyDictionary<Fault, long> Faults => _faults;

    /// <summary>Requests that nobody meant to fail: the service dropped them, or the proxy could not pass them on.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Sets the counts to zero.</summary>
    public void Reset()
    {
        _requests.Clear();
        _faults.Clear();
    }

    /// <summary>Does one fault to the next request of a kind; all others pass.</summary>
    public void FaultNext(RequestKind kind, params Fault[] faults)
    {
        var left = new Queue<Fault>(faults);
        Choose = request => request.Kind == kind && left.TryDequeue(out var fault) ? fault : Fault.None;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await ProxiedRequest.ReadAsync(context);
        Fault fault;
        lock (_choosing)
        {
            _requests.AddOrUpdate(request.Kind, 1, (_, count) => count + 1);
            fault = Choose?.Invoke(request) ?? Fault.None;
            fault = Fits(fault, request) ? fault : Fault.None;
            _faults.AddOrUpdate(fault, 1, (_, count) => count + 1);
        }

        switch (ProxyAnswers.EmptyPagesLeft(request))
        {
            case 0:
                request = ProxyAnswers.WithoutContinuation(request);
                break;
            case { } left:
                await ProxyAnswers.EmptyPageAsync(context, left - 1);
                return;
        }

        try
        {
            await DoAsync(fault, request, context);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Most likely the service dropped it; to the caller that is one more lost answer.
            _failures.Enqueue($"{request.Kind}: {failure.GetBaseException().Message}");
            context.Abort();
        }
    }

    internal static bool Fits(Fault fault, ProxiedRequest request) => fault switch
    {
        Fault.Refused => request.ConditionalAt is not null,
        Fault.EmptyPage or Fault.ShortPage => request.Kind == RequestKind.Page,
        _ => true,
    };

    private async Task DoAsync(Fault fault, ProxiedRequest request, HttpContext context)
    {
        switch (fault)
        {
            case Fault.DropBefore:
                context.Abort();
                return;
            case Fault.DropAfter:
                (await SendAsync(request)).Dispose();
                context.Abort();
                return;
            case Fault.Busy:
                await ProxyAnswers.BusyAsync(context);
                return;
            case Fault.TimeoutAfter:
                (await SendAsync(request)).Dispose();
                await ProxyAnswers.TimedOutAsync(context);
                return;
            case Fault.Refused:
                await ProxyAnswers.RefusedAsync(context, request);
                return;
            case Fault.EmptyPage:
                await ProxyAnswers.EmptyPageAsync(context, more: 1);
                return;
            case Fault.ShortPage:
                request = ProxyAnswers.WithTop(request, 2);
                break;
            case Fault.Delay:
                await Task.Delay(Delay);
                break;
        }

        using var answer = await SendAsync(request);
        if (fault == Fault.Duplicate)
            (await SendAsync(request)).Dispose();
        await PassAsync(answer, context);
    }

    private async Task<HttpResponseMessage> SendAsync(ProxiedRequest request)
    {
        // As it came: to decode and encode again would change what was signed.
        var uri = new Uri(_service + request.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), uri);
        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = null;
        foreach (var (name, value) in request.Headers.Where(header => !Hops.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(message);
    }

    private static async Task PassAsync(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in ((IEnumerable<KeyValuePair<string, IEnumerable<string>>>)answer.Headers).Concat(answer.Content.Headers))
        {
            if (!Hops.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        }

        // An answer that has no body must not be given an empty one: the server breaks the connection for it, under the request that comes next.
        if (answer.Content.Headers.ContentLength != 0)
            await answer.Content.CopyToAsync(context.Response.Body);
    }
}
