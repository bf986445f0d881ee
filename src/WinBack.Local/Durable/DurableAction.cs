using System.Globalization;
using Microsoft.DurableTask;

namespace WinBack.Local.Durable;

/// <summary>
/// Something an orchestration's code asked for. Actions are numbered from 0 within one execution; replayed code must ask for the
/// same ones in the same order.
/// </summary>
internal abstract record DurableAction
{
    private DurableAction()
    {
    }

    /// <summary>What replay compares: kind, name and target, never a payload, whose form may gain members between versions.</summary>
    public abstract string Described { get; }

    public sealed record CallActivity(int Task, string Name, string? Input) : DurableAction
    {
        public override string Described => $"activity '{Name}'";
    }

    public sealed record StartTimer(int Task, DateTimeOffset FireAt) : DurableAction
    {
        public override string Described => "timer for " + FireAt.ToString("O", CultureInfo.InvariantCulture);
    }

    public sealed record StartChild(int Task, string Name, string Version, string InstanceId, string? Input) : DurableAction
    {
        public override string Described => $"sub-orchestration '{Name}' as '{InstanceId}'";
    }

    public sealed record SendEvent(string InstanceId, string Name, string? Payload) : DurableAction
    {
        public override string Described => $"event '{Name}' to '{InstanceId}'";
    }

    /// <summary>The code returned.</summary>
    public sealed record Complete(string? Output) : DurableAction
    {
        public override string Described => "completion";
    }

    /// <summary>The code threw, broke a rule of orchestrators, or diverged from its history.</summary>
    public sealed record Fail(TaskFailureDetails Failure) : DurableAction
    {
        public override string Described => "failure with " + Failure.ErrorType;
    }

    /// <summary>The code returned after ContinueAsNew.</summary>
    public sealed record ContinueAsNew(string? Input, string Version, bool KeepEvents) : DurableAction
    {
        public override string Described => "continuation as new";
    }
}
