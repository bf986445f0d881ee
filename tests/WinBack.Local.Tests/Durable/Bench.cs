using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Local.Clock;
using WinBack.Local.Durable;
using WinBack.Local.Sqlite;

namespace WinBack.Local.Tests.Durable;

/// <summary>An engine on a file of its own and a virtual clock, that can be thrown away and opened again.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("durable").FullName;
    private readonly List<DurableEngine> _abandoned = [];
    private readonly DurableOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private string _path;
    private int _crashes;

    public Bench(Functions functions, DurableOptions? options = null, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        (Functions, _options, _loggers) = (functions, options ?? new(), loggers ?? NullLoggerFactory.Instance);
        _path = Path.Combine(_folder, "durable.db");
        _time = time ?? Clock;
        Engine = Open();
    }

    public Functions Functions { get; }

    public VirtualClock Clock { get; } = new(Start);

    public DurableEngine Engine { get; private set; }

    public DurableTaskClient Client => Engine.Client;

    /// <summary>Rows of a table as they are committed.</summary>
    public long Rows(string table)
    {
        using var file = SqliteDatabase.Open(_path, readOnly: true);
        return file.Number($"SELECT COUNT(*) FROM {table}");
    }

    /// <summary>
    /// What a kill leaves: the old engine is never told to stop or flush, its file is copied as it lies there, and a new engine
    /// opens the copy.
    /// </summary>
    public void Crash()
    {
        var copy = Path.Combine(_folder, $"{++_crashes}");
        Directory.CreateDirectory(copy);
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(_path + suffix))
                File.Copy(_path + suffix, Path.Combine(copy, "durable.db" + suffix));
        }

        _abandoned.Add(Engine);
        _path = Path.Combine(copy, "durable.db");
        Engine = Open();
    }

    /// <summary>Runs everything, letting time pass only when nothing is runnable, until a date or until nothing is left to do.</summary>
    public async Task RunAsync(TimeSpan? upTo = null, Action? afterEachStep = null)
    {
        var until = Start + (upTo ?? TimeSpan.FromDays(3650));
        while (true)
        {
            while (await Engine.RunOneAsync())
                afterEachStep?.Invoke();
            if (Engine.NextTimer is not { } next || next > until)
                break;
            Clock.AdvanceTo(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow());
        }

        if (upTo is not null)
            Clock.AdvanceTo(until);
    }

    public async Task<OrchestrationMetadata> GetAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No instance {id}.");

    /// <summary>A digest of all that is stored about all instances.</summary>
    public async Task<string> DigestAsync()
    {
        var text = new StringBuilder();
        await foreach (var instance in Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            text.AppendLine($"{instance} {instance.LastUpdatedAt:O} {instance.SerializedOutput} {instance.SerializedCustomStatus}");
            foreach (var episode in await Engine.ReadHistoryAsync(instance.InstanceId))
                text.AppendLine(Line(episode));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public static string Line(Episode episode) => JsonSerializer.Serialize(new
    {
        episode.At,
        Events = episode.Events.Select(happened => happened.ToString()),
        Actions = episode.Actions.Select(action => action.ToString()),
        Timers = episode.Open.Timers.Select(timer => timer.ToString()),
        episode.Open.Activities,
    });

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        foreach (var engine in _abandoned)
            await engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private DurableEngine Open() => new(_path, _options, _time, Functions, Functions, _loggers);
}
