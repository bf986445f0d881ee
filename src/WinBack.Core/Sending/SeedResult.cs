using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What became of one test message. Names the seed by its place in the list, never by its address.</summary>
/// <param name="Seed">Place in the list, from 1.</param>
/// <param name="Touch">Touch id.</param>
/// <param name="Channel">Channel.</param>
/// <param name="IsSent">Whether a provider, or the outbox, took it.</param>
/// <param name="Detail">What was answered, or why nothing was sent.</param>
public sealed record SeedResult(int Seed, string Touch, Channel Channel, bool IsSent, string Detail);
