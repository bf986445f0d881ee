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

    /// <summary>Whether the person was erased, or is being erased: whatever is decided, nothing of it is written.</summary>
    public bool IsErased { get; init; }

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

    /// <summary>Attempts that begin to be sent, to be found again by their reference.</summary>
    public List<SentAttempt> Sent { get; } = [];

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
