using System.Text.Json.Serialization;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>
/// What a durable sequence knows between two steps. It is kept in histories that later releases replay: add members, never rename, never
/// make a new one required. It never decides a contact; the user row does.
/// </summary>
public sealed record SequenceState
{
    /// <summary>Durable instance id, see <see cref="OpenEnrolment.InstanceId(string)"/>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Episode.</summary>
    public required int Episode { get; init; }

    /// <summary>Number of planned touches: what the history's length depends on.</summary>
    public required int Touches { get; init; }

    /// <summary>Where the enrolment stood when last read.</summary>
    public EnrolmentStatus Status { get; init; }

    /// <summary>The touch that is next or under way, and the instant before which nothing can come of it; null when none is left.</summary>
    public PlannedTouch? Next { get; init; }

    /// <summary>How often a touch was put off so far, by a rule, a missing token, a provider or a fault. Bounded by <see cref="SequencePlan.MaxWaits"/>.</summary>
    public int Waits { get; init; }

    /// <summary>The signal that woke the sequence, until the plan has answered it.</summary>
    public Signal? Heard { get; init; }

    /// <summary>A token that was promised to the touch that is next; it is with the sequence, and not with an instance, that the promise is kept.</summary>
    public PromisedToken? Token { get; init; }

    /// <summary>Whether this sequence welcomes somebody back: then a return does not end it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAfterReturn { get; init; }

    /// <summary>The state in which a sequence begins.</summary>
    public static SequenceState From(SequenceStart start) => new()
    {
        InstanceId = start.InstanceId,
        UserId = start.UserId,
        Campaign = start.Campaign,
        Episode = start.Episode,
        Touches = start.Touches.Count,
        Next = start.Touches.Count > 0 ? start.Touches[0] : null,
        IsAfterReturn = start.IsAfterReturn,
    };

    /// <summary>This sequence as the user row has it. A user or an enrolment that is gone, as after erasure, is <see cref="EnrolmentStatus.Cancelled"/>.</summary>
    /// <param name="user">As just read or written; null when there is none.</param>
    public SequenceState As(User? user)
    {
        if (user?.OpenIn(Campaign, Episode) is not { } open)
            return this with { Status = EnrolmentStatus.Cancelled, Next = null, Heard = null, Token = null };
        var next = open.NextTouchAt is { } at ? new PlannedTouch(open.Touches[open.Touch].Id, at) : null;
        return this with { Status = open.Status, Next = next, Heard = null, Token = next?.Id == Next?.Id ? Token : null };
    }

    /// <summary>This sequence after its touch was tried. A touch that is still the next one was put off, whatever the reason: that is counted.</summary>
    /// <param name="user">As just written; null when there is none.</param>
    /// <param name="now">Instant of the try. The next is at least <see cref="SequencePlan.Breath"/> later, even if the row says sooner.</param>
    public SequenceState AfterContact(User? user, DateTimeOffset now)
    {
        var after = As(user) with { Token = null };
        if (after.Next is not { } next || next.Id != Next?.Id)
            return after;
        var earliest = now + SequencePlan.Breath;
        return after.PutOff(next.At > earliest ? next.At : earliest);
    }

    /// <summary>This sequence with its touch put off, for a reason that is not in the user row.</summary>
    /// <param name="until">When to try again.</param>
    public SequenceState PutOff(DateTimeOffset until) =>
        this with { Next = Next is null ? null : Next with { At = until }, Heard = null, Token = null, Waits = Waits + 1 };

    /// <summary>This sequence with its touch put off until a token that it was promised may be used.</summary>
    public SequenceState Promised(PromisedToken token) => PutOff(token.At) with { Token = token };
}

/// <summary>The right to one message of a channel.</summary>
/// <param name="Channel">Channel.</param>
/// <param name="At">From when on.</param>
public sealed record PromisedToken(Channel Channel, DateTimeOffset At);
