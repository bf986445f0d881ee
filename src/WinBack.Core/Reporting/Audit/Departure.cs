using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>A message that left the house, without what it said and to whom. The audit holds one for each message.</summary>
public sealed record Departure
{
    /// <summary>Id of its outbox row.</summary>
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

    /// <summary>When it left.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when one of its addresses has been suppressed, as this house could know; null when none is now.</summary>
    public DateTimeOffset? SuppressedSince { get; init; }
}
