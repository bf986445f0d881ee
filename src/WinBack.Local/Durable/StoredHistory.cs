using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace WinBack.Local.Durable;

/// <summary>
/// The history of one execution as text, one JSON line for what it is and one per episode, to be kept beside the tests of later
/// versions: code that can no longer replay it would strand the instances that are under way when it is deployed.
/// </summary>
internal sealed record StoredHistory(OrchestrationIdentity Identity, IReadOnlyList<Episode> Episodes)
{
    /// <summary>Runs the orchestrator's code over the history, calling no activity.</summary>
    /// <exception cref="DivergedHistoryException">The code would do something else than it did then.</exception>
    public void Replay(IOrchestratorInvoker orchestrators, DurableOptions options)
    {
        var live = new LiveOrchestration(
            Identity, orchestrators, new(options, NullLoggerFactory.Instance), (_, foreign) => throw foreign);
        foreach (var episode in Episodes)
            live.Replay(episode);
    }

    public string Write()
    {
        using var json = new EpisodeJson();
        var text = new StringBuilder(JsonSerializer.Serialize(new Header(
            Identity.InstanceId, Identity.Name, Identity.Version, Identity.Execution, Identity.Input, Identity.Parent?.Name, Identity.Parent?.InstanceId)));
        foreach (var episode in Episodes)
            text.Append('\n').Append(episode.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).Append(' ').Append(Encoding.UTF8.GetString(json.Write(episode)));
        return text.Append('\n').ToString();
    }

    /// <exception cref="FormatException">A line is not what <see cref="Write"/> writes.</exception>
    public static StoredHistory Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = (lines.Length > 0 ? JsonSerializer.Deserialize<Header>(lines[0]) : null) ?? throw new FormatException("A stored history begins with a line that says what it is.");
        var parent = header is { ParentName: { } name, ParentId: { } id } ? (name, id) : ((string, string)?)null;
        var identity = new OrchestrationIdentity(header.InstanceId, header.Name, header.Version, header.Execution, header.Input, parent);
        return new(identity, [.. lines.Skip(1).Select(ReadEpisode)]);
    }

    private static Episode ReadEpisode(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            throw new FormatException($"No episode: {line}");
        var at = DateTimeOffset.Parse(line[..space], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return EpisodeReader.ReadEpisode(at, Encoding.UTF8.GetBytes(line[(space + 1)..]));
    }

    private sealed record Header(
        string InstanceId, string Name, string Version, int Execution, string? Input, string? ParentName, string? ParentId);
}
