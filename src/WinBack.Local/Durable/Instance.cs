using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>
/// One orchestration that has not ended, as the engine keeps it in memory: identity, messages not yet taken, and what it is
/// waiting for. Its code may or may not be live.
/// </summary>
/// <param name="number">Row number of the instance: rises with each start, also of a reused id.</param>
internal sealed class Instance(long number, string id, string name, DateTimeOffset created)
{
    private readonly List<Message> _inbox = [];

    public long Number { get; } = number;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public DateTimeOffset Created { get; } = created;

    public string Version { get; set; } = "";

    public ParentLink? Parent { get; init; }

    public int Execution { get; set; }

    /// <summary>Rows of history of this execution; the next episode's number.</summary>
    public int Episodes { get; set; }

    /// <summary>Time of the last episode: time never goes back within an instance, whatever the clock does.</summary>
    public DateTimeOffset LastAt { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>A first episode is due: at the start and after each ContinueAsNew.</summary>
    public bool MustStart { get; set; }

    /// <summary>True while it stands in the queue of runnable work.</summary>
    public bool Queued { get; set; }

    /// <summary>Ended, or replaced by a new instance of the same id: whatever still refers to it is dropped.</summary>
    public bool Closed { get; set; }

    public LiveOrchestration? Live { get; set; }

    /// <summary>Place in the order of use of the live ones.</summary>
    public LinkedListNode<Instance>? LiveNode { get; set; }

    /// <summary>Outstanding timers by the number of their action.</summary>
    public Dictionary<int, DueTimer> Timers { get; } = [];

    /// <summary>Started for a later time that has not come.</summary>
    public bool StartsLater => Timers.ContainsKey(DueTimer.StartTask);

    public bool HasMessages => _inbox.Count > 0;

    public IReadOnlyList<Message> Inbox => _inbox;

    public void Add(Message message) => _inbox.Add(message);

    public List<Message> TakeAll()
    {
        var taken = new List<Message>(_inbox);
        _inbox.Clear();
        return taken;
    }
}
