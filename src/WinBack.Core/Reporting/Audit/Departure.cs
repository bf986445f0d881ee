using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>A message that left the house, without what it said and to whom.</summary>
public sealed record Departure
{
    /// <summary>Id of its outbox row; of one that only the ledger knows, the attempt's key.</summary>
    public required string Id { get; init; }

    /// <summary>The attempt's key, see <see cref="AttemptKey"/>.</summary>
    public required string Attempt { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>When it left; as far as the ledger knows, when it began to.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when one of its addresses has been suppressed, as this house could know; null when none is now.</summary>
    public DateTimeOffset? SuppressedSince { get; init; }

    /// <summary>The ledger row, where it is the only witness; null when the message stands in the outbox.</summary>
    public LedgerEntry? Ledger { get; init; }

    /// <summary>When the trail of the attempt, <see cref="SentAttempt"/>, says that sending began for the last time; null without a trail.</summary>
    public DateTimeOffset? TrailAt { get; init; }

    /// <summary>The row to name when it breaks a promise.</summary>
    internal AuditedRow Row => Ledger is { } entry ? new AuditedRow.OfLedger(entry) : new AuditedRow.OfOutbox(this);

    /// <summary>
    /// What a ledger row says that left, when no outbox does: every attempt that began to be sent and was not taken back. A provider that refused
    /// was handed the message all the same. What never left (<see cref="AttemptState.Released"/>) is no departure.
    /// </summary>
    /// <param name="user">Whose ledger it is.</param>
    /// <param name="entry">The row.</param>
    /// <returns>Null when nothing left by this row. Without the trail and the suppression, which are not in the row.</returns>
    public static Departure? Of(User user, LedgerEntry entry)
    {
        if (entry is not { Channel: { } channel, SendingAt: { } at } || entry.State is AttemptState.Released or AttemptState.Claimed)
            return null;
        var key = KeyOf(user, entry)!;
        return new() { Id = key, Attempt = key, UserId = user.Id, Channel = channel, Campaign = entry.Campaign, Touch = entry.Touch, At = at, Ledger = entry };
    }

    /// <summary>The key of the attempt that a ledger row is about; null for a decision that is about no channel.</summary>
    public static string? KeyOf(User user, LedgerEntry entry) => entry.Channel is { } channel
        ? AttemptKey.For(OpenEnrolment.InstanceId(entry.Campaign, entry.Episode, user.PersonKey), entry.Touch, channel)
        : null;
}
