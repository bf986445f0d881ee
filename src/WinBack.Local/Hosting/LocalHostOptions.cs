using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Hosting;

/// <summary>What a local host runs, and on which clock.</summary>
internal sealed record LocalHostOptions
{
    public const int DefaultPort = 7071;

    /// <summary>Classes to look for functions in.</summary>
    public required IReadOnlyList<Type> FunctionTypes { get; init; }

    /// <summary>Registers the app's services and middleware, as its Program does on Azure, and the local engines.</summary>
    public required Action<IFunctionsWorkerApplicationBuilder, IConfiguration> Configure { get; init; }

    /// <summary>The only clock: timers, durable timers and the app's <see cref="TimeProvider"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Port on 127.0.0.1.</summary>
    /// <value>Default 7071, as the Functions host. 0 takes any free port.</value>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Largest request body that is read.</summary>
    /// <value>Bytes; default 8 MiB. Larger ones are answered with 413.</value>
    public long MaxRequestBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long work in hand may take when the host stops.</summary>
    /// <value>Default 10 seconds.</value>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Folder that holds host.json.</summary>
    public string HostFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where the last runs of timers are kept, so that a missed one is made up for; null keeps them nowhere.</summary>
    public string? TimerFile { get; init; }

    /// <summary>Path that <c>/</c> leads to; null where there is nothing at <c>/</c>.</summary>
    public string? Home { get; init; }

    /// <summary>Settings of the app.</summary>
    public IConfiguration Settings { get; init; } = new ConfigurationBuilder().Build();

    public Action<ILoggingBuilder> Logging { get; init; } = static _ => { };
}
