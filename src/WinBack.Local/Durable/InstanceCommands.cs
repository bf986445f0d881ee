using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>
/// What a client may ask of orchestrations. Each command runs inside the caller's transaction and checks before it changes
/// anything, so a refusal leaves no trace.
/// </summary>
internal sealed class InstanceCommands(DurableState state)
{
    /// <summary>Rows held in memory at a time while many are purged.</summary>
    private const int PurgedAtATime = 256;

    /// <summary>Starts an orchestration and gives its id.</summary>
    /// <exception cref="InstanceExistsException">The id is taken by one in a refusing status.</exception>
    public string Start(StartRequest request)
    {
        if (request.InstanceId is { } wanted && state.Store.Instances.Find(wanted) is { } existing)
        {
            if (request.Refusing?.Contains(existing.Status) ?? existing.IsOpen)
                throw new InstanceExistsException(existing.Id, existing.Status);
            Terminate(existing.Id, null, recursive: false);
            Remove(existing);
        }

        var (number, now) = (state.NextNumber(), state.Now);
        var id = request.InstanceId ?? MakeId(number, now);
        state.Store.Instances.Insert(new(
            number, id, request.Name, request.Version, request.Parent, 0, OrchestrationRuntimeStatus.Pending, now, request.StartAt, now)
        {
            Input = request.Input,
            Tags = request.Tags,
        });
        var instance = new Instance(number, id, request.Name, now)
        {
            Version = request.Version,
            Parent = request.Parent,
            LastAt = now,
            MustStart = true,
        };
        state.Add(instance);
        if (request.StartAt is { } start && start > now)
            state.SetTimer(instance, DueTimer.StartTask, start);
        else
            state.Enqueue(instance);
        return id;
    }

    /// <summary>Leaves an event for an orchestration; one that has ended or never was drops it.</summary>
    public void Raise(string id, string name, string? payload)
    {
        if (state.TryFind(id, out var instance))
            state.Post(instance, new(new HistoryEvent.EventRaised(name, payload), null));
    }

    /// <summary>Ends an orchestration at once; one that has ended or never was is left alone. Activities under way run on, unheard.</summary>
    public void Terminate(string id, string? output, bool recursive)
    {
        if (recursive)
        {
            foreach (var child in state.Store.Instances.ChildrenOf(id))
                Terminate(child, output, recursive);
        }

        if (state.TryFind(id, out var instance))
            state.Close(instance, OrchestrationRuntimeStatus.Terminated, output, null);
    }

    /// <summary>Stops the code from being stepped; what arrives meanwhile waits.</summary>
    public void Suspend(string id)
    {
        if (state.TryFind(id, out var instance))
            SetStatus(instance, OrchestrationRuntimeStatus.Suspended);
    }

    public void Resume(string id)
    {
        if (!state.TryFind(id, out var instance) || instance.Status != OrchestrationRuntimeStatus.Suspended)
            return;
        var neverRan = instance is { MustStart: true, Execution: 0 };
        SetStatus(instance, neverRan ? OrchestrationRuntimeStatus.Pending : OrchestrationRuntimeStatus.Running);
        if (instance.HasMessages || instance.MustStart)
            state.Enqueue(instance);
    }

    /// <summary>Deletes an orchestration that has ended, with its history; gives how many were deleted.</summary>
    /// <exception cref="InstanceRunningException">It has not ended.</exception>
    public int Purge(string id, bool recursive)
    {
        if (state.Store.Instances.Find(id) is not { } row)
            return 0;
        if (row.IsOpen)
            throw new InstanceRunningException(id, row.Status);
        var children = recursive ? Ended(state.Store.Instances.ChildrenOf(id)).Sum(child => Purge(child, recursive)) : 0;
        Remove(row);
        return 1 + children;
    }

    /// <summary>Deletes all that have ended and that a filter lets through.</summary>
    /// <param name="from">Earliest creation, inclusive.</param>
    /// <param name="until">Latest creation, inclusive; what was created later is not read.</param>
    /// <param name="filter">What else is asked of them.</param>
    /// <param name="recursive">Whether their children go too.</param>
    public int PurgeAll(DateTimeOffset from, DateTimeOffset until, Func<InstanceRow, bool> filter, bool recursive)
    {
        var purged = 0;
        for (var after = (Created: from.UtcTicks, Number: 0L); ;)
        {
            var rows = state.Store.Instances.Ended(after, until, PurgedAtATime);
            purged += rows.Where(filter).Sum(row => Purge(row.Id, recursive));
            if (rows.Count < PurgedAtATime)
                return purged;
            after = (rows[^1].Created.UtcTicks, rows[^1].Number);
        }
    }

    public InstanceRow? Find(string id) => state.Store.Instances.Find(id);

    public List<InstanceRow> After(long number, int count, Func<InstanceRow, bool> filter) =>
        state.Store.Instances.After(number, count, filter);

    public List<Episode> History(string id) => Find(id) is { } row ? state.Store.History.Read(row.Number) : [];

    public StoredHistory? Export(string id) => Find(id) is { } row ? new(row.Identity, state.Store.History.Read(row.Number)) : null;

    private IEnumerable<string> Ended(IEnumerable<string> ids) => ids.Where(id => Find(id) is { IsOpen: false });

    private void Remove(InstanceRow row)
    {
        state.Store.History.Delete(row.Number);
        state.Store.Instances.Delete(row.Number);
        state.NoteChange(row.Id);
    }

    private void SetStatus(Instance instance, OrchestrationRuntimeStatus status)
    {
        if (instance.Status == status)
            return;
        instance.Status = status;
        state.Store.Instances.SetStatus(instance.Number, status, state.Now);
        state.NoteChange(instance.Id);
    }

    // Not random: the same calls at the same times give the same ids.
    private static string MakeId(long number, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{number}\n{now.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }
}
