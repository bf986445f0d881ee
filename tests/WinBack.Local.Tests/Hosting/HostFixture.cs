using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Hosting;

namespace WinBack.Local.Tests.Hosting;

/// <summary>Hosts over the sample functions of these tests.</summary>
internal static class HostFixture
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Options for a host with the given function classes, on any free port, without host.json.</summary>
    public static LocalHostOptions Options(
        Diary diary, IReadOnlyList<Type> types, TimeProvider? clock = null, Action<IFunctionsWorkerApplicationBuilder>? configure = null,
        params (string Key, string Value)[] settings) => new()
        {
            FunctionTypes = types,
            Clock = clock ?? TimeProvider.System,
            Port = 0,
            HostFolder = Path.Combine(AppContext.BaseDirectory, "without host.json"),
            Settings = Settings(settings),
            Configure = (worker, _) =>
            {
                worker.Services.AddSingleton(diary);
                worker.Services.AddScoped<Scoped>();
                configure?.Invoke(worker);
            },
        };

    public static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Append(("Sample:Daily", "0 0 3 * * *")).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
        .Build();
}
