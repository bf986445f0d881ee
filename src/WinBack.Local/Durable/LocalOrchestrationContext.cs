using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Durable;

/// <summary>The orchestrator's view of the engine: the real abstraction over a <see cref="LiveOrchestration"/>.</summary>
internal sealed class LocalOrchestrationContext(LiveOrchestration live) : TaskOrchestrationContext
{
    private int _guids;

    public override TaskName Name { get; } = live.Identity.Name;

    public override string InstanceId => live.Identity.InstanceId;

    public override string Version => live.Identity.Version;

    public override ParentOrchestrationInstance? Parent { get; } =
        live.Identity.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    /// <summary>The time at which this episode ran first; the same at every replay.</summary>
    public override DateTime CurrentUtcDateTime => live.Now.UtcDateTime;

    public override bool IsReplaying => live.IsReplaying;

    protected override ILoggerFactory LoggerFactory => live.Environment.Loggers;

    public override T? GetInput<T>()
        where T : default => Read<T>(live.Identity.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var json = live.Environment.Converter.Serialize(input);
        return RetryLoop.RunAsync(this, options?.Retry, () => live.CallActivity<TResult>(name.Name, json));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var json = live.Environment.Converter.Serialize(input);
        var version = options?.Version?.Version ?? "";
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return RetryLoop.RunAsync(this, options?.Retry, () => live.StartChild<TResult>(orchestratorName.Name, version, id, json));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return live.StartTimer(new DateTimeOffset(utc), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        live.WaitForEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        live.SendEvent(instanceId, eventName, live.Environment.Converter.Serialize(payload));

    public override void SetCustomStatus(object? customStatus) =>
        live.SetCustomStatus(live.Environment.Converter.Serialize(customStatus));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        live.ContinueAsNew(live.Environment.Converter.Serialize(newInput), Version, preserveUnprocessedEvents);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        live.ContinueAsNew(
            live.Environment.Converter.Serialize(options.NewInput), options.NewVersion ?? Version, options.PreserveUnprocessedEvents);
    }

    /// <summary>Derived from the instance, its execution and how many were asked for before, so that replay gives the same.</summary>
    public override Guid NewGuid()
    {
        live.EnsureInEpisode();
        var name = string.Create(CultureInfo.InvariantCulture, $"{InstanceId}\n{live.Identity.Execution}\n{_guids++}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8: made by a rule of our own
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    // The overloads make this slip easy, and the real context refuses it too.
    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("Task options were given as the input. Name the parameter: options: …", nameof(input));
    }

    private T? Read<T>(string? json) => string.IsNullOrEmpty(json) ? default : live.Environment.Converter.Deserialize<T>(json);
}
