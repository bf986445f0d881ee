using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using WinBack.Local.Sqlite;

namespace WinBack.Local.Durable;

/// <summary>How the durable engine runs. A replay that can be repeated may relax what a service may not.</summary>
internal sealed record DurableOptions
{
    /// <summary>Orchestrations kept live in memory, so that their next message needs no replay of their history.</summary>
    /// <value>Default 10,000. 0 replays at every step; at about 2 KiB each, bounded by memory only.</value>
    public int CacheInstances { get; init; } = 10_000;

    /// <summary>Activities running at a time in <see cref="DurableEngine.Start"/> mode.</summary>
    /// <value>Default 16; at least 1. Stepped mode runs one.</value>
    public int ConcurrentActivities { get; init; } = 16;

    /// <summary>Whether what was acknowledged survives power loss.</summary>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Steps per transaction when relaxed and stepped; what a crash may lose.</summary>
    /// <value>Default 4,096. A full engine commits every step.</value>
    public int StepsPerCommit { get; init; } = 4_096;

    /// <summary>Whether failures keep their stack trace. Traces differ from run to run (inlining), so a reproducible run has none.</summary>
    public bool KeepStackTraces { get; init; }

    /// <summary>Turns inputs, outputs and event payloads into JSON and back.</summary>
    public DataConverter Converter { get; init; } = JsonDataConverter.Default;
}
