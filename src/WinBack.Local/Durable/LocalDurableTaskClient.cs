using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>
/// The durable client that functions get on one machine. Calls complete once their effect is committed. An absent or ended
/// instance is no error for events, termination, suspension and resumption.
/// </summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine, DataConverter converter) : DurableTaskClient("local")
{
    /// <param name="options">Without dedupe statuses an id is free again once its instance has ended; with an empty list always.</param>
    /// <exception cref="InstanceExistsException">The id is taken by an instance in a status that refuses.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        if (options?.InstanceId is { } id)
            InstanceId.Check(id);
        var request = new StartRequest(options?.InstanceId, orchestratorName.Name, options?.Version?.Version ?? "", converter.Serialize(input))
        {
            StartAt = options?.StartAt?.ToUniversalTime(),
            Tags = options is { Tags.Count: > 0 } ? JsonSerializer.Serialize(options.Tags) : null,
            Refusing = DedupeStatuses.Parse(options?.DedupeStatuses),
        };
        cancellation.ThrowIfCancellationRequested();
        return await engine.DoAsync(commands => commands.Start(request));
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = converter.Serialize(eventPayload);
        return DoAsync(commands => commands.Raise(instanceId, eventName, payload), cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, row => row.Status != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, row => !row.IsOpen, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var output = converter.Serialize(options?.Output);
        return DoAsync(commands => commands.Terminate(instanceId, output, options?.Recursive ?? false), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DoAsync(commands => commands.Suspend(instanceId), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        DoAsync(commands => commands.Resume(instanceId), cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return await engine.DoAsync(commands => commands.Find(instanceId)) is { } row ? Describe(row, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new();
        return Pageable.Create<OrchestrationMetadata>(async (token, size, cancel) =>
        {
            cancel.ThrowIfCancellationRequested();
            var after = (token ?? query.ContinuationToken) is { } given ? long.Parse(given, CultureInfo.InvariantCulture) : 0;
            var count = size ?? query.PageSize;
            var rows = await engine.DoAsync(commands => commands.After(after, count, row => Matches(row, query)));
            var next = rows.Count == count ? rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
            return new([.. rows.Select(row => Describe(row, query.FetchInputsAndOutputs))], next);
        });
    }

    /// <exception cref="InstanceRunningException">It has not ended.</exception>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(await engine.DoAsync(commands => commands.Purge(instanceId, options?.Recursive ?? false)), true);
    }

    /// <summary>Those that have not ended are left alone, whatever the filter says.</summary>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        cancellation.ThrowIfCancellationRequested();
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        return new(
            await engine.DoAsync(commands => commands.PurgeAll(
                filter.CreatedFrom ?? DateTimeOffset.MinValue,
                filter.CreatedTo ?? DateTimeOffset.MaxValue,
                row => Matches(row, query),
                options?.Recursive ?? false)),
            true);
    }

    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InstanceExistsException">It has not ended, and the same id is to be used.</exception>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var row = await engine.DoAsync(commands => commands.Find(instanceId))
            ?? throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId));
        var request = new StartRequest(restartWithNewInstanceId ? null : instanceId, row.Name, row.Version, row.Input) { Tags = row.Tags };
        return await engine.DoAsync(commands => commands.Start(request));
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = 100,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var statuses = runtimeStatus?.ToHashSet();
        var after = lastInstanceKey is { } key ? long.Parse(key, CultureInfo.InvariantCulture) : 0;
        var rows = await engine.DoAsync(commands => commands.After(after, pageSize, row => !row.IsOpen
            && statuses?.Contains(row.Status) != false
            && !(row.Updated < completedTimeFrom)
            && !(row.Updated > completedTimeTo)));
        var next = rows.Count == pageSize ? rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return new([.. rows.Select(row => row.Id)], next);
    }

    /// <summary>Nothing of its own to release: the engine belongs to the host.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<int> DoAsync(Action<InstanceCommands> command, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return engine.DoAsync(commands =>
        {
            command(commands);
            return 0;
        });
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool inputsAndOutputs, Func<InstanceRow, bool> reached, CancellationToken cancel)
    {
        while (true)
        {
            var changed = engine.WatchAsync(instanceId, cancel);
            var row = await engine.DoAsync(commands => commands.Find(instanceId))
                ?? throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId));
            if (reached(row))
                return Describe(row, inputsAndOutputs);
            await changed;
        }
    }

    private OrchestrationMetadata Describe(InstanceRow row, bool inputsAndOutputs) => new(row.Name, row.Id)
    {
        RuntimeStatus = row.Status,
        CreatedAt = row.Created,
        LastUpdatedAt = row.Updated,
        Tags = row.Tags is { } tags
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!.ToImmutableDictionary()
            : ImmutableDictionary<string, string>.Empty,
        DataConverter = inputsAndOutputs ? converter : null,
        SerializedInput = inputsAndOutputs ? row.Input : null,
        SerializedOutput = inputsAndOutputs ? row.Output : null,
        SerializedCustomStatus = inputsAndOutputs ? row.CustomStatus : null,
        FailureDetails = inputsAndOutputs && row.Failure is { } failure ? EpisodeReader.ReadFailure(failure) : null,
    };

    private static bool Matches(InstanceRow row, OrchestrationQuery query) =>
        !(row.Created < query.CreatedFrom)
        && !(row.Created > query.CreatedTo)
        && query.Statuses?.Contains(row.Status) != false
        && (query.InstanceIdPrefix is not { } prefix || row.Id.StartsWith(prefix, StringComparison.Ordinal));
}
