using System.Text.Json;
using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>Reads what <see cref="EpisodeJson"/> wrote.</summary>
internal static class EpisodeReader
{
    public static Episode ReadEpisode(DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        return new(
            at,
            [.. root.GetProperty("in"u8).EnumerateArray().Select(ReadEvent)],
            [.. root.GetProperty("out"u8).EnumerateArray().Select(ReadAction)],
            ReadOpen(root));
    }

    /// <summary>Only what is outstanding; the rest of the body is not turned into objects.</summary>
    public static OpenWork ReadOpen(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        return ReadOpen(document.RootElement);
    }

    public static (HistoryEvent Message, int? Execution) ReadMessage(ReadOnlySpan<byte> body)
    {
        using var document = Parse(body);
        var root = document.RootElement;
        return (ReadEvent(root), root.TryGetProperty("execution"u8, out var execution) ? execution.GetInt32() : null);
    }

    public static TaskFailureDetails ReadFailure(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadFailure(document.RootElement);
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return JsonDocument.ParseValue(ref reader);
    }

    private static HistoryEvent ReadEvent(JsonElement element)
    {
        if (element.TryGetProperty("done"u8, out var done))
            return new HistoryEvent.TaskCompleted(done.GetInt32(), Text(element, "result"u8));
        if (element.TryGetProperty("failed"u8, out var failed))
            return new HistoryEvent.TaskFailed(failed.GetInt32(), ReadFailure(element.GetProperty("failure"u8)));
        if (element.TryGetProperty("timer"u8, out var timer))
            return new HistoryEvent.TimerFired(timer.GetInt32());
        if (element.TryGetProperty("event"u8, out var name))
            return new HistoryEvent.EventRaised(name.GetString()!, Text(element, "payload"u8));
        throw new InvalidDataException($"History holds an event of no known kind: {element.GetRawText()}");
    }

    private static DurableAction ReadAction(JsonElement element)
    {
        if (element.TryGetProperty("activity"u8, out var activity))
            return new DurableAction.CallActivity(Id(element), activity.GetString()!, Text(element, "input"u8));
        if (element.TryGetProperty("timer"u8, out var timer))
            return new DurableAction.StartTimer(Id(element), Instant(timer.GetInt64()));
        if (element.TryGetProperty("orchestration"u8, out var child))
        {
            return new DurableAction.StartChild(
                Id(element), child.GetString()!, Text(element, "version"u8) ?? "", Text(element, "instance"u8)!, Text(element, "input"u8));
        }

        if (element.TryGetProperty("send"u8, out var send))
            return new DurableAction.SendEvent(Text(element, "instance"u8)!, send.GetString()!, Text(element, "payload"u8));
        if (element.TryGetProperty("complete"u8, out _))
            return new DurableAction.Complete(Text(element, "output"u8));
        if (element.TryGetProperty("fail"u8, out var failure))
            return new DurableAction.Fail(ReadFailure(failure));
        if (element.TryGetProperty("again"u8, out var version))
        {
            return new DurableAction.ContinueAsNew(
                Text(element, "input"u8), version.GetString()!, element.GetProperty("keep"u8).GetBoolean());
        }

        throw new InvalidDataException($"History holds an action of no known kind: {element.GetRawText()}");
    }

    private static OpenWork ReadOpen(JsonElement root)
    {
        if (!root.TryGetProperty("open"u8, out var open))
            return OpenWork.None;
        var timers = new List<(int, DateTimeOffset)>();
        if (open.TryGetProperty("timers"u8, out var pairs))
        {
            for (var i = 0; i < pairs.GetArrayLength(); i += 2)
                timers.Add((pairs[i].GetInt32(), Instant(pairs[i + 1].GetInt64())));
        }

        return new(
            timers,
            open.TryGetProperty("activities"u8, out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : []);
    }

    private static TaskFailureDetails ReadFailure(JsonElement element) => new(
        element.GetProperty("type"u8).GetString()!,
        element.GetProperty("message"u8).GetString()!,
        Text(element, "stack"u8),
        element.TryGetProperty("inner"u8, out var inner) ? ReadFailure(inner) : null,
        null);

    private static int Id(JsonElement element) => element.GetProperty("id"u8).GetInt32();

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
