using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinBack.Core.Events;
using WinBack.Functions;
using WinBack.Functions.Reporting;
using WinBack.Functions.Sending;
using WinBack.Local.Durable;
using WinBack.Local.Hosting;
using WinBack.Local.Hosting.Functions;
using WinBack.Local.Queues;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;

namespace WinBack.Local.App;

/// <summary>
/// The app on this machine: the function classes that run on Azure, over tables and histories of one directory. Channels lead to the outbox
/// unless the settings say otherwise, and always on a virtual clock. One process writes a directory at a time.
/// </summary>
internal sealed class LocalApp : IAsyncDisposable
{
    private readonly LocalAppOptions _options;
    private readonly LocalTables _tables;

    private LocalApp(LocalAppOptions options, LocalTables tables, LocalHost host) => (_options, _tables, Host) = (options, tables, host);

    public LocalHost Host { get; }

    public IServiceProvider Services => Host.Services;

    /// <summary>For effects of what is done outside a function.</summary>
    public ISequences Sequences => new Functions.Sequences.DurableSequences(Services.GetRequiredService<DurableTaskClient>());

    /// <summary>Drives the app on its virtual clock.</summary>
    /// <exception cref="InvalidOperationException">It runs on the real clock.</exception>
    public VirtualHost OnVirtualClock() => new(Host, _options.Clock ?? throw new InvalidOperationException("The app runs on the real clock."));

    /// <summary>Opens the directory and builds the app over it; nothing runs yet.</summary>
    /// <param name="options">How.</param>
    /// <param name="configure">Registers services of the caller's own, which take the place of the defaults.</param>
    /// <exception cref="Sqlite.DataFileException">Another process writes there, or what lies there is not ours.</exception>
    public static LocalApp Open(LocalAppOptions options, Action<IServiceCollection>? configure = null)
    {
        // What is to come out the same each time depends on nothing that happens to lie about.
        var settingsFile = options.Seed is null && File.Exists(LocalSettings.FileName) ? LocalSettings.FileName : null;
        var settings = LocalSettings.Make(options.Data.Secrets(options.Seed), options.Port, settingsFile, Overrides(options));
        var tables = LocalTables.Open(options.Data, options.Storage, options.Durability, settings);
        LocalHost? host = null;
        try
        {
            host = LocalHost.Build(new()
            {
                FunctionTypes = [.. typeof(WinBackServices).Assembly.GetTypes().Where(type => type.IsPublic), .. LocalFunctions(options)],
                Clock = (TimeProvider?)options.Clock ?? TimeProvider.System,
                Port = options.Port,
                Home = "/dashboard",
                TimerFile = options.Clock is null ? options.Data.Timers : null,
                Settings = settings,
                Configure = (worker, configuration) => Configure(worker, configuration, options, tables, configure),
                Logging = logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(options.Clock is null ? LogLevel.Information : LogLevel.Warning)
                    .AddFilter("Microsoft", LogLevel.Warning),
            });
            host.Services.CheckLayoutAsync().GetAwaiter().GetResult();
            return new(options, tables, host);
        }
        catch
        {
            host?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            tables.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Commits what a relaxed run has written, so that other processes see it.</summary>
    public async Task FlushAsync()
    {
        await _tables.FlushAsync();
        Services.GetRequiredService<DurableEngine>().Flush();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private static void Configure(
        IFunctionsWorkerApplicationBuilder worker, IConfiguration configuration, LocalAppOptions options, LocalTables tables, Action<IServiceCollection>? configure)
    {
        var services = worker.Services;
        tables.Register(services, configuration);
        if (options.Seed is { } seed)
            services.AddSingleton<IPersonKeys>(new SeededPersonKeys(seed));
        if (options.Clock is null)
            services.AddChannels(configuration);
        else        // months pass in minutes: nobody shall get a message of a day that is not theirs
            services.AddOutboxChannels().AddSingleton<RunningVirtualHost>().AddSingleton<IMovableClock>(provider => provider.GetRequiredService<RunningVirtualHost>());
        services.AddSingleton(provider => new DurableEngine(
            options.Data.Durable,
            new() { Durability = options.Durability, CacheInstances = options.LiveSequences },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<FunctionInvoker>(),
            provider.GetRequiredService<FunctionInvoker>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<DurableEngine>().Client);
        services.AddSingleton<IHostedWork, DurableWork>();
        services.AddSingleton(provider => new LocalQueues(
            options.Data.Queues, options.Durability, provider.GetRequiredService<IngestOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedWork, QueueWork>();
        if (LocalSettings.UsesQueues(configuration))
        {
            services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<LocalQueues>());
            services.AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<LocalQueues>());
            services.AddSingleton<IIngestLag>(provider => provider.GetRequiredService<LocalQueues>());
        }

        configure?.Invoke(services);
        worker.UseWinBack();
        services.AddWinBack(configuration);
    }

    // Where the clock runs ahead there is a night every moment: the audit by schedule is off, unless the caller wants it.
    private static Dictionary<string, string?> Overrides(LocalAppOptions options)
    {
        var settings = new Dictionary<string, string?>(options.Settings);
        if (options.Clock is not null)
            settings.TryAdd($"AzureWebJobs.{nameof(AuditTimer)}.Disabled", "true");
        return settings;
    }

    private static Type[] LocalFunctions(LocalAppOptions options) => options.Clock is null ? [] : [typeof(AdvanceClock)];
}
