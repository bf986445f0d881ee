using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Import;

namespace WinBack.Local.Replay;

/// <summary>What is replayed, and how.</summary>
internal sealed record ReplayOptions
{
    /// <summary>Directory that ships with nothing of a deployment: what a replay makes, it clears.</summary>
    public const string DefaultDirectory = ".winback-replay";

    public required DataDirectory Data { get; init; }

    /// <summary>The log; null where <see cref="Events"/> are given.</summary>
    public EventFile? Log { get; init; }

    /// <summary>Events in place of a log, all before <see cref="To"/>.</summary>
    public IReadOnlyCollection<IncomingEvent>? Events { get; init; }

    /// <summary>Settings beside those of every replay.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Campaign files that were read without errors: name and text.</summary>
    public required IReadOnlyList<(string File, string Text)> Campaigns { get; init; }

    /// <summary>The project's exclusion list; null for none.</summary>
    public string? Exclusions { get; init; }

    /// <summary>When the campaigns are published; what the log has before is history that is known by then.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where the replay ends, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Channels on which everybody is taken to be reachable and to have agreed.</summary>
    public IReadOnlyList<Channel> AssumeReach { get; init; } = [];

    /// <summary>Told of every line of the log that is refused.</summary>
    public Action<LineFault> Refused { get; init; } = _ => { };
}
