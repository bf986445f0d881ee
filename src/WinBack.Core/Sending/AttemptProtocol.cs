using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// The transitions of an attempt, each one change of the person:
/// <c>claimed → sending → accepted | refused | unknown</c>; a retry leads back to claimed. A transition that finds another state than it
/// expects does the safe thing: it never leads to a second call of the provider.
/// </summary>
public static class AttemptProtocol
{
    /// <summary>How long a claim holds its slot without being handed over.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromSeconds(60);

    /// <summary>The key of the enrolment's attempt under way.</summary>
    public static string KeyOf(User user, OpenEnrolment open) =>
        AttemptKey.For(open.InstanceId(user.PersonKey), open.Touches[open.Touch].Id, open.Attempt!.Channel);

    /// <summary>Whether a claim has run out; at exactly <see cref="ClaimLasts"/> it has.</summary>
    public static bool HasExpired(Attempt? attempt, DateTimeOffset now) =>
        attempt is { State: AttemptState.Claimed } && now >= attempt.At + ClaimLasts;

    /// <summary>Judges the touch and records the verdict. A verdict to send becomes a claim only on the channel a token was taken for.</summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="token">Channel a token was taken for, or null.</param>
    /// <returns>What was decided. After <see cref="Verdict.Send"/> the enrolment has an attempt, unless the token was for another channel or its offer was not asked for.</returns>
    public static Verdict Claim(PersonChange change, TouchQuestion question, Channel? token)
    {
        ReleaseExpired(change);
        var open = Of(change, question);
        if (open?.Attempt is { } under)
            return new Verdict.Send(under.Channel, under.Findings);
        var verdict = TouchJudge.Judge(question, change.User, change.Now);
        if (open is null)
            return verdict;
        switch (verdict)
        {
            case Verdict.Send send when send.Channel == token && OfferRule.IsSettled(question.Campaigns.Find(open.Campaign, open.Version), change.User, open, question.Offer, change.Now):
                Reserve(change, open, question, send);
                break;
            case Verdict.Hold hold:
                Record(change, open, AttemptState.Held, hold.Why, verdict);
                Set(change, open, each => each with { HeldUntil = hold.Until });
                break;
            case Verdict.Skip skip:
                Record(change, open, AttemptState.Skipped, skip.Why, verdict);
                Set(change, open, each => TouchProgress.Advance(each, change.User, question, change.Now));
                break;
            case Verdict.Ghost ghost:
                Write(change, Row(open, AttemptState.Ghost, change.Now) with { Channel = ghost.Channel, Findings = ghost.Findings });
                change.Append(About(change, open, FactKind.WouldSend, ghost.Channel));
                Set(change, open, each => TouchProgress.Advance(FirstTouch.Mark(each, ghost.Channel, change.Now), change.User, question, change.Now) with { TouchedAt = each.TouchedAt ?? change.Now });
                break;
            case Verdict.End end when end.Status != open.Status:
                if (open.Touch < open.Touches.Count)
                    Record(change, open, AttemptState.Skipped, end.Why, verdict);
                Set(change, open, each => each with { Status = end.Status });
                break;
        }

        return verdict;
    }

    /// <summary>
    /// The last look: <c>claimed → sending</c>, if every rule still agrees. If one does not, the claim is released and its slot is free.
    /// An attempt found <c>sending</c> was begun by a run that did not finish: it becomes <c>unknown</c>.
    /// </summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="question">What is asked, with suppression and status read after the claim.</param>
    /// <param name="checkedAddresses">Addresses whose suppression was looked up. Another address now is a reason to look again, without a write.</param>
    /// <param name="link">Where the message leads: its click link redirects there and nowhere else.</param>
    public static Beginning BeginSending(PersonChange change, TouchQuestion question, IReadOnlyList<string> checkedAddresses, string? link = null)
    {
        var open = Of(change, question);
        if (open?.Attempt is not { } attempt)
            return Beginning.NothingClaimed;
        if (attempt.State == AttemptState.Sending)
        {
            Settle(change, question, open, new SendResult.Unknown("an earlier run began to send and did not finish"));
            return Beginning.Unfinished;
        }

        if (HasExpired(attempt, change.Now))
        {
            Release(change, open, "the claim ran out");
            return Beginning.Released;
        }

        if (!Reach.Addresses(change.User, attempt.Channel).SequenceEqual(checkedAddresses))
            return Beginning.LookAgain;
        var verdict = TouchJudge.Judge(question, change.User, change.Now, attempt.Channel);
        if (verdict is not Verdict.Send)
        {
            Withdraw(change, question, open, attempt, verdict);
            return Beginning.Released;
        }

        var sending = attempt with { State = AttemptState.Sending, At = change.Now, Findings = verdict.Findings };
        var contact = new Contact(change.Now, attempt.Channel, KeyOf(change.User, open));
        change.User = change.User with { Contacts = ContactRing.Add(change.User.Contacts, contact) };
        Write(change, Row(open, AttemptState.Sending, change.Now, sending));
        Set(change, open, each => FirstTouch.Mark(each, attempt.Channel, change.Now) with { Attempt = sending });
        change.Sent.Add(AttemptTrail.Of(change.User, open, contact, link));
        return Beginning.Sending;
    }

    /// <summary>The provider's answer. An attempt that is no longer <c>sending</c> was settled by another run; a late yes still goes to the ledger.</summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="question">What was asked; when the sequence cannot wait any longer, a refusal for now is one for good.</param>
    /// <param name="begun">The enrolment as it was when sending began.</param>
    /// <param name="result">The answer.</param>
    /// <param name="addresses">Where it was sent: suppressed when the provider says they are dead.</param>
    public static void RecordAnswer(
        PersonChange change, TouchQuestion question, OpenEnrolment begun, SendResult result, IReadOnlyList<string> addresses)
    {
        if (StillSending(change, begun) is { } open)
            Settle(change, question, open, question.IsLastWait && result is SendResult.RefusedForNow now ? new SendResult.RefusedForGood(now.Reason, Suppress: false) : result);
        else if (result is SendResult.Accepted late)
            Write(change, Row(begun, AttemptState.Accepted, change.Now, begun.Attempt) with { ProviderId = late.ProviderId, Devices = late.Devices });
        if (result is SendResult.RefusedForGood { Suppress: true } refused)
            DeadAddresses.Bury(change, begun.Attempt!.Channel, addresses, refused.Reason);
        else if (result.Dead.Count > 0)
            DeadAddresses.Bury(change, begun.Attempt!.Channel, result.Dead, "the provider calls it dead");
    }

    /// <summary>The request provably never left: the claim is released, its slot is free, and the touch may be claimed again.</summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="question">What was asked; when the sequence cannot wait any longer, the touch passes.</param>
    /// <param name="begun">The enrolment as it was when sending began.</param>
    public static void NeverLeft(PersonChange change, TouchQuestion question, OpenEnrolment begun)
    {
        if (StillSending(change, begun) is not { } open)
            return;
        var channel = open.Attempt!.Channel;
        var until = change.Now + SequencePlan.Patience(question.Waits);
        Release(change, open, "the channel could not be reached; nothing left");
        Set(change, Of(change, question)!, each => question.IsLastWait
            ? TouchProgress.PassOver(each, channel, change.User, question, change.Now)
            : TouchProgress.PutOff(each, until, change.User, question, change.Now));
    }

    /// <summary>A claimed message that cannot be made: the claim is released, its slot is free, and the next channel may be claimed.</summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="why">For people; no personal data.</param>
    public static void GiveUpChannel(PersonChange change, TouchQuestion question, string why)
    {
        if (Of(change, question) is not { Attempt: { State: AttemptState.Claimed } attempt } open)
            return;
        Release(change, open, why);
        Set(change, Of(change, question)!, each => TouchProgress.PassOver(each, attempt.Channel, change.User, question, change.Now));
    }

    /// <summary>Settles the attempt of an enrolment that is about to be closed or voided: a claim gives back its slot, one that was sending is unknown.</summary>
    /// <param name="change">The person; still holds the enrolment.</param>
    /// <param name="open">The enrolment.</param>
    public static void Leave(PersonChange change, OpenEnrolment open)
    {
        if (open.Attempt is { State: AttemptState.Claimed })
            Release(change, open, "the enrolment ended");
        else if (open.Attempt is { } sending)
        {
            Write(change, Row(open, AttemptState.Unknown, change.Now, sending) with { Reason = "the enrolment ended before an answer was recorded" });
            change.Append(About(change, open, FactKind.HandedOver, sending.Channel) with { Answer = AttemptState.Unknown });
            OfferGranting.Give(change, open, sending);
        }

        OfferGranting.Leave(change, open);
    }

    /// <summary>Gives back the slot of an enrolment's claim, if it has one; what is being sent already is left to its answer.</summary>
    /// <param name="change">The person.</param>
    /// <param name="open">The enrolment.</param>
    /// <param name="why">For people; no personal data.</param>
    public static void ReleaseClaim(PersonChange change, OpenEnrolment open, string why)
    {
        if (open.Attempt is { State: AttemptState.Claimed })
            Release(change, open, why);
    }

    /// <summary>Gives back the slots of claims that ran out, in all open enrolments; the close of a window does the same.</summary>
    public static void ReleaseExpired(PersonChange change)
    {
        foreach (var open in change.User.Open)
        {
            if (HasExpired(open.Attempt, change.Now))
                Release(change, open, "the claim ran out");
        }
    }

    private static void Reserve(PersonChange change, OpenEnrolment open, TouchQuestion question, Verdict.Send send)
    {
        var attempt = new Attempt(send.Channel, AttemptState.Claimed, change.Now) { Findings = send.Findings, Offer = OfferGranting.Claim(change, open, question) };
        var claimed = open with { Attempt = attempt };
        Set(change, open, _ => claimed);
        var contact = new Contact(change.Now, send.Channel, KeyOf(change.User, claimed));
        change.User = change.User with { Contacts = ContactRing.Add(change.User.Contacts, contact) };
        Write(change, Row(claimed, AttemptState.Claimed, change.Now, attempt));
    }

    // The rules spoke against a claim: its slot is free, and the next judgement starts from what they said.
    private static void Withdraw(PersonChange change, TouchQuestion question, OpenEnrolment open, Attempt attempt, Verdict verdict)
    {
        Release(change, open, verdict.Findings.Last(each => !each.Passed).Detail, verdict.Findings);
        var released = change.User.OpenIn(open.Campaign, open.Episode)!;
        Set(change, released, each => verdict switch
        {
            Verdict.Hold hold => each with { HeldUntil = hold.Until },
            Verdict.Skip => TouchProgress.PassOver(each, attempt.Channel, change.User, question, change.Now),
            _ => each,
        });
    }

    private static void Release(PersonChange change, OpenEnrolment open, string why, IReadOnlyList<Finding>? findings = null)
    {
        var row = Row(open, AttemptState.Released, change.Now, open.Attempt) with { Reason = why };
        Write(change, findings is null ? row : row with { Findings = findings });
        change.User = change.User with { Contacts = ContactRing.Remove(change.User.Contacts, KeyOf(change.User, open)) };
        Set(change, open, each => each with { Attempt = null });
    }

    private static void Settle(PersonChange change, TouchQuestion question, OpenEnrolment open, SendResult result)
    {
        var attempt = open.Attempt!;
        var (state, reason) = result switch
        {
            SendResult.Accepted => (AttemptState.Accepted, null),
            SendResult.RefusedForGood refused => (AttemptState.Refused, refused.Reason),
            SendResult.RefusedForNow later => (AttemptState.Retry, later.Reason),
            SendResult.Unknown unknown => (AttemptState.Unknown, (string?)unknown.Reason),
            _ => throw new InvalidOperationException($"A new kind of answer, {result.GetType().Name}, must be added here."),
        };
        Write(change, Row(open, state, change.Now, attempt) with
        {
            Reason = reason,
            ProviderId = (result as SendResult.Accepted)?.ProviderId,
            Devices = (result as SendResult.Accepted)?.Devices,
        });
        if (state is AttemptState.Refused or AttemptState.Retry)
            change.User = change.User with { Contacts = ContactRing.Remove(change.User.Contacts, KeyOf(change.User, open)) };
        if (state is AttemptState.Accepted or AttemptState.Unknown)
            OfferGranting.Give(change, open, attempt);
        if (state != AttemptState.Retry)
            change.Append(About(change, open, FactKind.HandedOver, attempt.Channel) with { Answer = state });
        Set(change, open, each => result switch
        {
            SendResult.RefusedForGood => TouchProgress.PassOver(each, attempt.Channel, change.User, question, change.Now),
            SendResult.RefusedForNow later => TouchProgress.PutOff(each, Later(later.Until, change.Now + SequencePlan.Breath), change.User, question, change.Now),
            _ => TouchProgress.AfterContact(each, change.User, question) with { TouchedAt = each.TouchedAt ?? attempt.At },
        });
    }

    private static OpenEnrolment? StillSending(PersonChange change, OpenEnrolment begun) =>
        change.User.OpenIn(begun.Campaign, begun.Episode) is { Attempt: { State: AttemptState.Sending } attempt } open
        && open.Touch == begun.Touch && attempt.Channel == begun.Attempt!.Channel ? open : null;

    private static OpenEnrolment? Of(PersonChange change, TouchQuestion question) => change.User.OpenIn(question.Campaign, question.Episode);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static void Record(PersonChange change, OpenEnrolment open, AttemptState state, string why, Verdict verdict) =>
        Write(change, Row(open, state, change.Now) with { Reason = why, Findings = verdict.Findings });

    private static void Set(PersonChange change, OpenEnrolment open, Func<OpenEnrolment, OpenEnrolment> to) =>
        change.User = change.User.With(open, to);

    // One row per attempt: a batch may name a row once, and the last word stands.
    private static void Write(PersonChange change, LedgerEntry entry)
    {
        change.Ledger.RemoveAll(each => each.Campaign == entry.Campaign && each.Episode == entry.Episode && each.Touch == entry.Touch && each.Channel == entry.Channel);
        change.Ledger.Add(entry);
    }

    private static Fact About(PersonChange change, OpenEnrolment open, FactKind kind, Channel channel) =>
        open.ToFact(kind, change.User.PersonKey, change.Now) with { Touch = open.Touches[open.Touch].Id, Channel = channel };

    private static LedgerEntry Row(OpenEnrolment open, AttemptState state, DateTimeOffset at, Attempt? attempt = null) => new()
    {
        Campaign = open.Campaign,
        Episode = open.Episode,
        Touch = open.Touches[open.Touch].Id,
        State = state,
        At = at,
        Channel = attempt?.Channel,
        ClaimedAt = attempt?.ClaimedAt,
        SendingAt = attempt is { State: AttemptState.Sending } ? attempt.At : null,
        Findings = attempt?.Findings ?? [],
    };
}
