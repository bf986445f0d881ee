namespace WinBack.Core.Users;

/// <summary>
/// One change of one person, being decided: the user as read, and what is to be written with them in one batch. Deciding is pure and may be
/// repeated from a fresh read when the write meets a newer ETag. A decision that adds nothing writes nothing.
/// </summary>
public sealed class PersonChange
{
    private readonly User _read;
    private readonly IReadOnlySet<string> _known;

    /// <param name="user">As read, or new.</param>
    /// <param name="isNew">True when no row exists yet.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="earliestFiling">No Due row may be filed before this instant: max(now, watermark + 5 minutes).</param>
    /// <param name="known">Ids of events that were found to be stored already, when an earlier try of this change met them.</param>
    public PersonChange(User user, bool isNew, DateTimeOffset now, DateTimeOffset earliestFiling, IReadOnlySet<string>? known = null)
    {
        _read = user;
        _known = known ?? System.Collections.Frozen.FrozenSet<string>.Empty;
        User = user;
        IsNew = isNew;
        Now = now;
        EarliestFiling = earliestFiling;
    }

    /// <summary>The user, as changed so far.</summary>
    public User User { get; set; }

    /// <summary>Whether the row is to be inserted.</summary>
    public bool IsNew { get; }

    /// <summary>The instant of the decision.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Lower bound of <see cref="FileCheck"/> and <see cref="FileClose"/>.</summary>
    public DateTimeOffset EarliestFiling { get; }

    /// <summary>Events to insert; the batch is refused when one is there already.</summary>
    public List<StoredEvent> Events { get; } = [];

    /// <summary>Enrolment rows to write.</summary>
    public List<Enrolment> Enrolments { get; } = [];

    /// <summary>Ledger rows to write.</summary>
    public List<LedgerEntry> Ledger { get; } = [];

    /// <summary>Effects to leave pending.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Due rows to insert before the batch.</summary>
    public List<DueFiling> Filings { get; } = [];

    /// <summary>Suppressions to write before the batch: the way out is open before anything else is.</summary>
    public List<Suppression> Suppressions { get; } = [];

    /// <summary>True when there is something to write. A new user to whom nothing happened is not written.</summary>
    public bool IsChanged => !ReferenceEquals(_read, User) || Events.Count + Enrolments.Count + Ledger.Count + Effects.Count + Suppressions.Count > 0;

    /// <summary>Whether an event was stored before, or is in this change already.</summary>
    public bool Knows(string eventId) => _known.Contains(eventId) || Events.Exists(stored => stored.Id == eventId);

    /// <summary>Points the user's next check at an instant and files it. A later row that stood for the check before goes stale by itself.</summary>
    public void FileCheck(DateTimeOffset at)
    {
        at = at < EarliestFiling ? EarliestFiling : at;
        User = User with { NextCheck = at };
        Filings.Add(new(DueKind.Check, at, User.Id, Campaign: null, Episode: 0, User.Activity.LastSeen));
    }

    /// <summary>Files the close of an enrolment's window.</summary>
    public void FileClose(OpenEnrolment open) =>
        Filings.Add(new(DueKind.Close, open.WindowEnds < EarliestFiling ? EarliestFiling : open.WindowEnds, User.Id, open.Campaign, open.Episode, open.LastActivity));

    /// <summary>Adds a fact to append.</summary>
    public void Append(Fact fact) => Effects.Add(new Effect.AppendFact(fact));
}

/// <summary>Why a user is to be looked at again.</summary>
public enum DueKind
{
    /// <summary>Lapse rules may have become true.</summary>
    Check,

    /// <summary>An attribution window ends.</summary>
    Close,
}

/// <summary>"Look again at this user at this instant": one row of the Due index.</summary>
/// <param name="Kind">What to look at.</param>
/// <param name="At">When.</param>
/// <param name="UserId">Whom.</param>
/// <param name="Campaign">Campaign of the window to close.</param>
/// <param name="Episode">Episode of the window to close.</param>
/// <param name="LastSeen">Last activity when this was filed: a hint for the order of entry, exact for those who stayed away.</param>
public sealed record DueFiling(DueKind Kind, DateTimeOffset At, string UserId, string? Campaign, int Episode, DateTimeOffset? LastSeen);

/// <summary>An address that must not be contacted on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">E-mail address, phone number or push token; stored only as a keyed hash.</param>
/// <param name="Reason">Why: <c>opt-out</c>, <c>bounce</c>…</param>
/// <param name="At">Since when. Only a consent newer than this, from a trusted source, lifts it.</param>
/// <param name="Lifted">True to lift it instead.</param>
public sealed record Suppression(Channel Channel, string Address, string Reason, DateTimeOffset At, bool Lifted = false)
{
    /// <summary>When this house learned of it, which may be long after <see cref="At"/>; null until it is applied.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
