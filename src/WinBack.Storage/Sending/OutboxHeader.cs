using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>An <see cref="OutboxEntry"/> without what it says.</summary>
public sealed record OutboxHeader(DateTimeOffset At, MessageHeader Message);

/// <summary>An <see cref="Core.Sending.OutboundMessage"/> without what it says.</summary>
/// <param name="Key">Attempt key.</param>
/// <param name="Channel">Channel.</param>
/// <param name="UserId">User id.</param>
/// <param name="Campaign">Campaign id.</param>
/// <param name="Touch">Touch id.</param>
/// <param name="Addresses">Where to.</param>
/// <param name="IsTest">Whether it went to a seed address, to be looked at.</param>
public sealed record MessageHeader(string Key, Channel Channel, string UserId, string Campaign, string Touch, IReadOnlyList<string> Addresses, bool IsTest = false);
