using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>Keeps what became of an attempt as facts, and wakes its sequence when the person engaged. One fact of a kind for each attempt.</summary>
public sealed class AttemptFacts(SentAttempts attempts, IFacts facts, LinkOptions options)
{
    /// <summary>The attempt behind a reference, or null.</summary>
    public ValueTask<SentAttempt?> FindAsync(AttemptReference reference, CancellationToken cancel = default) => attempts.FindAsync(reference, cancel);

    /// <summary>Keeps a fact about an attempt.</summary>
    public ValueTask AppendAsync(SentAttempt sent, FactKind kind, DateTimeOffset at, string? detail, CancellationToken cancel = default) =>
        facts.AppendAsync(sent.ToFact(kind, at) with { Detail = detail }, cancel);

    /// <summary>Keeps an opening or a click that a provider reports.</summary>
    public async Task EngagedAsync(Feedback.Engagement engagement, ISequences sequences, CancellationToken cancel = default)
    {
        if (await FindAsync(engagement.Reference, cancel) is { } sent)
            await EngagedAsync(sent, engagement.IsClick ? FactKind.Clicked : FactKind.Opened, new(engagement.UserAgent, IsHead: false, IsPrefetch: false), engagement.At, sequences, cancel);
    }

    /// <summary>Keeps an opening or a click; one that is taken for a machine's is marked, and wakes nobody.</summary>
    public async Task EngagedAsync(SentAttempt sent, FactKind kind, LinkRequest request, DateTimeOffset at, ISequences sequences, CancellationToken cancel = default)
    {
        var byMachine = MachineClick.Is(request, sent.At, at, options.MachineClickWithin);
        await facts.AppendAsync(sent.ToFact(kind, at) with { ByMachine = byMachine }, cancel);
        if (!byMachine)
            await sequences.WakeAsync(OpenEnrolment.InstanceId(sent.Campaign, sent.Episode, sent.Person), Signal.Engaged, cancel);
    }
}
