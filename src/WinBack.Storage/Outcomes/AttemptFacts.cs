using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>
/// Keeps what became of an attempt as facts; an opening or a click is marked in the enrolment, too, where later touches look for it, and wakes its
/// sequence. One fact of a kind for each attempt.
/// </summary>
public sealed class AttemptFacts(SentAttempts attempts, IFacts facts, IPeople people, LinkOptions options)
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
        if (byMachine)
            return;
        await people.ChangeAsync(sent.UserId, change => Mark(change, sent, kind == FactKind.Clicked, at), sequences, cancel);
        await sequences.WakeAsync(OpenEnrolment.InstanceId(sent.Campaign, sent.Episode, sent.Person), Signal.Engaged, cancel);
    }

    // A person who was erased, or an enrolment whose window has closed, keeps no marks: then nothing is written.
    private static bool Mark(PersonChange change, SentAttempt sent, bool isClick, DateTimeOffset at)
    {
        if (change.IsNew || change.User.PersonKey != sent.Person || change.User.OpenIn(sent.Campaign, sent.Episode) is not { } open)
            return false;
        var marked = open.With(sent.Touch, isClick, at);
        marked = isClick ? marked.WithClick(sent.Touch, sent.Channel, at) : marked;
        if (ReferenceEquals(marked, open))
            return false;
        change.User = change.User.With(open, _ => marked);
        return true;
    }
}
