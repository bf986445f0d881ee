using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>
/// Episodes and messages as JSON, in a form that is the same for the same content. Payloads are strings inside it, so that what
/// an app's converter makes of them is kept to the letter.
/// Example: <c>{"in":[{"timer":0}],"out":[{"activity":"Claim","id":1,"input":"{}"}],"open":{"activities":[1]}}</c>.
/// </summary>
internal sealed class EpisodeJson : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    public EpisodeJson() => _writer = new(_buffer, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    /// <summary>The row body of an episode; its time is a column of its own. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(Episode episode)
    {
        Restart();
        _writer.WriteStartObject();
        _writer.WriteStartArray("in"u8);
        foreach (var happened in episode.Events)
            WriteEvent(happened, null);
        _writer.WriteEndArray();
        _writer.WriteStartArray("out"u8);
        foreach (var action in episode.Actions)
            Write(action);
        _writer.WriteEndArray();
        if (episode.Open.Timers.Count > 0 || episode.Open.Activities.Count > 0)
            Write(episode.Open);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>The body of an inbox row. Valid until the next call.</summary>
    /// <param name="execution">Which execution a result is for; null for events, which any execution may take.</param>
    public ReadOnlySpan<byte> Write(HistoryEvent message, int? execution)
    {
        Restart();
        WriteEvent(message, execution);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>A failure for the instance row.</summary>
    public static string WriteFailure(TaskFailureDetails failure)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer, failure);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Dispose() => _writer.Dispose();

    private void Restart()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
    }

    private void WriteEvent(HistoryEvent happened, int? execution)
    {
        _writer.WriteStartObject();
        switch (happened)
        {
            case HistoryEvent.TaskCompleted done:
                _writer.WriteNumber("done"u8, done.Task);
                WriteText("result"u8, done.Result);
                break;
            case HistoryEvent.TaskFailed failed:
                _writer.WriteNumber("failed"u8, failed.Task);
                _writer.WritePropertyName("failure"u8);
                Write(_writer, failed.Failure);
                break;
            case HistoryEvent.TimerFired fired:
                _writer.WriteNumber("timer"u8, fired.Task);
                break;
            case HistoryEvent.EventRaised raised:
                _writer.WriteString("event"u8, raised.Name);
                WriteText("payload"u8, raised.Payload);
                break;
        }

        if (execution is { } number)
            _writer.WriteNumber("execution"u8, number);
        _writer.WriteEndObject();
    }

    private void Write(DurableAction action)
    {
        _writer.WriteStartObject();
        switch (action)
        {
            case DurableAction.CallActivity call:
                _writer.WriteString("activity"u8, call.Name);
                _writer.WriteNumber("id"u8, call.Task);
                WriteText("input"u8, call.Input);
                break;
            case DurableAction.StartTimer timer:
                _writer.WriteNumber("timer"u8, timer.FireAt.UtcTicks);
                _writer.WriteNumber("id"u8, timer.Task);
                break;
            case DurableAction.StartChild child:
                _writer.WriteString("orchestration"u8, child.Name);
                _writer.WriteNumber("id"u8, child.Task);
                _writer.WriteString("instance"u8, child.InstanceId);
                if (child.Version.Length > 0)
                    _writer.WriteString("version"u8, child.Version);
                WriteText("input"u8, child.Input);
                break;
            case DurableAction.SendEvent send:
                _writer.WriteString("send"u8, send.Name);
                _writer.WriteString("instance"u8, send.InstanceId);
                WriteText("payload"u8, send.Payload);
                break;
            case DurableAction.Complete complete:
                _writer.WriteBoolean("complete"u8, true);
                WriteText("output"u8, complete.Output);
                break;
            case DurableAction.Fail fail:
                _writer.WritePropertyName("fail"u8);
                Write(_writer, fail.Failure);
                break;
            case DurableAction.ContinueAsNew again:
                _writer.WriteString("again"u8, again.Version);
                _writer.WriteBoolean("keep"u8, again.KeepEvents);
                WriteText("input"u8, again.Input);
                break;
        }

        _writer.WriteEndObject();
    }

    private void Write(OpenWork open)
    {
        _writer.WriteStartObject("open"u8);
        if (open.Timers.Count > 0)
        {
            _writer.WriteStartArray("timers"u8);
            foreach (var (task, fireAt) in open.Timers)
            {
                _writer.WriteNumberValue(task);
                _writer.WriteNumberValue(fireAt.UtcTicks);
            }

            _writer.WriteEndArray();
        }

        if (open.Activities.Count > 0)
        {
            _writer.WriteStartArray("activities"u8);
            foreach (var task in open.Activities)
                _writer.WriteNumberValue(task);
            _writer.WriteEndArray();
        }

        _writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TaskFailureDetails failure)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, failure.ErrorType);
        writer.WriteString("message"u8, failure.ErrorMessage);
        if (failure.StackTrace is { } trace)
            writer.WriteString("stack"u8, trace);
        if (failure.InnerFailure is { } inner)
        {
            writer.WritePropertyName("inner"u8);
            Write(writer, inner);
        }

        writer.WriteEndObject();
    }

    private void WriteText(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            _writer.WriteString(name, value);
    }
}
