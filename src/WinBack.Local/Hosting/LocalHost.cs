using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WinBack.Local.Hosting.Functions;
using WinBack.Local.Hosting.Http;
using WinBack.Local.Hosting.Timers;

namespace WinBack.Local.Hosting;

/// <summary>
/// Runs the function classes of an app on this machine. Built, it can be driven by a <see cref="VirtualHost"/>; started, it listens,
/// and on a real clock its timers and background work run by themselves.
/// </summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LocalHostOptions _options;
    private readonly Lock _gate = new();
    private RealTimers? _realTimers;
    private bool _listening;
    private Task? _stopping;

    private LocalHost(WebApplication app, LocalHostOptions options, IReadOnlyList<LocalFunction> functions)
    {
        (_app, _options, Functions) = (app, options, functions);
        Invoker = app.Services.GetRequiredService<FunctionInvoker>();
        var now = options.Clock.GetUtcNow();
        Timers = [.. functions.Where(function => function.Trigger is FunctionTrigger.Timer).Select(function => new TimerFunction(function, Invoker, now))];
        Work = [.. app.Services.GetServices<IHostedWork>()];
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>By name, in ordinal order.</summary>
    public IReadOnlyList<LocalFunction> Functions { get; }

    /// <summary>By function name, in ordinal order.</summary>
    public IReadOnlyList<TimerFunction> Timers { get; }

    /// <summary>In order of registration.</summary>
    public IReadOnlyList<IHostedWork> Work { get; }

    public FunctionInvoker Invoker { get; }

    /// <summary>Completes when the host was told to stop: by a signal, or by <see cref="StopAsync"/>.</summary>
    public Task Stopped => ((IHost)_app).WaitForShutdownAsync();

    /// <summary>Finds and compiles the functions and builds the services; nothing runs yet.</summary>
    /// <exception cref="FunctionBindingException">A function cannot run here; all of them are listed.</exception>
    public static LocalHost Build(LocalHostOptions options)
    {
        var functions = FunctionCatalog.Load(options.FunctionTypes, options.Settings);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "WinBack.Local" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddLogging(options.Logging);
        builder.Services.AddSingleton(options.Settings);
        builder.Services.AddSingleton(options.Clock);

        var worker = new WorkerPipeline(builder.Services);
        options.Configure(worker, options.Settings);
        builder.Services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        builder.Services.AddSingleton(services =>
            new FunctionInvoker(functions, worker, services, services.GetRequiredService<DataConverter>(), options.Clock));

        var app = builder.Build();
        var host = new LocalHost(app, options, functions);
        host.MapRoutes(HostJson.Read(options.HostFolder));
        return host;
    }

    /// <summary>Listens, without timers or background work: what a <see cref="VirtualHost"/> does by itself.</summary>
    /// <returns>The address, with the port that was found when any was asked for.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task<Uri> ListenAsync(CancellationToken cancel = default)
    {
        await _app.StartAsync(cancel);
        _listening = true;
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.First());
    }

    /// <summary>Listens and runs timers and background work on the real clock, until <see cref="StopAsync"/>.</summary>
    /// <returns>The address that is listened on.</returns>
    public async Task<Uri> StartAsync(CancellationToken cancel = default)
    {
        foreach (var work in Work)
            await work.StartAsync(cancel);
        var address = await ListenAsync(cancel);
        var log = Services.GetRequiredService<ILogger<LocalHost>>();
        _realTimers = new RealTimers(Timers, _options.Clock, _options.TimerFile, log);
        _realTimers.Start();
        log.Started(Functions.Count, Timers.Count);
        return address;
    }

    /// <summary>
    /// Takes no more requests, lets what runs finish within <see cref="LocalHostOptions.StopWithin"/>, then stops the background work. Who asks
    /// while it stops, such as a signal beside the end of a command, waits for the same stop; a host is not started again.
    /// </summary>
    public Task StopAsync()
    {
        lock (_gate)
            return _stopping ??= Task.Run(StopOnceAsync);   // not on the thread that holds the gate
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }

    private async Task StopOnceAsync()
    {
        using var patience = new CancellationTokenSource(_options.StopWithin);
        if (_listening)
            await _app.StopAsync(patience.Token);
        _listening = false;
        if (_realTimers is null)
            return;
        await _realTimers.StopAsync(patience.Token);
        _realTimers.Dispose();
        _realTimers = null;
        foreach (var work in Work.Reverse())
            await work.StopAsync(patience.Token);
    }

    private void MapRoutes(HostJson hostJson)
    {
        var access = new AccessRule(_options.Settings[AccessRule.KeySetting]);
        _app.UseMiddleware<ProblemMiddleware>();
        _app.UseRouting();
        foreach (var function in Functions.Where(function => function.Trigger is FunctionTrigger.Http))
            new HttpFunction(function, Invoker, access).Map(_app, hostJson.RoutePrefix);
        if (_options.Home is { } home)
            _app.MapGet("/", (HttpRequest request) => Results.Redirect(home + request.QueryString));     // the key goes along
    }
}
