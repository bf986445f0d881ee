namespace WinBack.Core.Users;

/// <summary>One attempt to contact, or the decision not to: what happened and every rule that spoke.</summary>
public sealed record LedgerEntry
{
    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Episode within the campaign.</summary>
    public required int Episode { get; init; }

    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>Channel of the attempt; null for a decision that is not about one channel (held, skipped).</summary>
    public Channel? Channel { get; init; }

    /// <summary>What became of it.</summary>
    public required AttemptState State { get; init; }

    /// <summary>When it got into <see cref="State"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was claimed, for attempts.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it went to the provider.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>The provider's id, once accepted.</summary>
    public string? ProviderId { get; init; }

    /// <summary>For how many devices a push was accepted; null for other channels.</summary>
    public DeviceCount? Devices { get; init; }

    /// <summary>Why it was refused, skipped, held or unknown.</summary>
    public string? Reason { get; init; }

    /// <summary>The rules that spoke, in order.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>What one rule said about one touch.</summary>
/// <param name="Rule">Name of the rule: <c>consent</c>, <c>quiet-hours</c>, <c>cap</c>…</param>
/// <param name="Passed">True when it had no objection.</param>
/// <param name="Detail">The numbers behind it, for people; no personal data.</param>
public sealed record Finding(string Rule, bool Passed, string Detail);

/// <summary>Devices that a push was meant for.</summary>
/// <param name="Taken">For so many the provider took it.</param>
/// <param name="All">To so many it was addressed.</param>
public sealed record DeviceCount(int Taken, int All);
