using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Tests.Docs;

/// <summary>Answers requests with the statuses it is given, one after the other; the last one for ever. Status 0 breaks the connection off.</summary>
internal sealed class BusyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _next = -1;

    private BusyServer(WebApplication app) => _app = app;

    /// <summary>Bodies in the order they came.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public Uri Address { get; private set; } = null!;

    public static async Task<BusyServer> StartAsync(params int[] statuses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new BusyServer(builder.Build());
        server._app.Run(context => server.AnswerAsync(context, statuses));
        await server._app.StartAsync();
        server.Address = new(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, int[] statuses)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Bodies.Enqueue(await reader.ReadToEndAsync());
        var status = statuses[Math.Min(Interlocked.Increment(ref _next), statuses.Length - 1)];
        if (status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "0";
        if (status == (int)HttpStatusCode.Accepted)
            await context.Response.WriteAsync("""{"applied":1,"duplicates":0,"queued":0,"refused":0,"results":[{"position":0,"id":"order-19","status":"applied"}]}""");
    }
}
