using WinBack.Local.Clock;
using WinBack.Local.Hosting;
using WinBack.Local.Sqlite;

namespace WinBack.Local.App;

/// <summary>How the app is run on this machine.</summary>
internal sealed record LocalAppOptions
{
    public required DataDirectory Data { get; init; }

    /// <summary>Where the tables are; null for where the directory has them, at first <see cref="TableStorage.Sqlite"/>.</summary>
    public TableStorage? Storage { get; init; }

    /// <summary>A clock that stands until it is moved; null for the real one.</summary>
    public VirtualClock? Clock { get; init; }

    /// <value>Default <see cref="Durability.Full"/>. A run that can be repeated may relax it.</value>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Makes person keys follow from a seed, for a run that can be repeated; null draws them at random.</summary>
    public long? Seed { get; init; }

    /// <summary>Port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; } = LocalHostOptions.DefaultPort;

    /// <summary>Settings that override the defaults, by configuration key such as <c>Lapse:ScanSchedule</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Orchestrations kept live in memory.</summary>
    public int LiveSequences { get; init; } = 10_000;
}
