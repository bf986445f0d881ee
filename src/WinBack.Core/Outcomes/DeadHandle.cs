namespace WinBack.Core.Outcomes;

/// <summary>A push handle that its platform called dead, some time after the provider had taken a push to it.</summary>
/// <param name="Handle">As it was sent to.</param>
/// <param name="NotificationId">The provider's id of that push, as the ledger has it; null when it is not told.</param>
/// <param name="At">When the platform said so, by the provider.</param>
public sealed record DeadHandle(string Handle, string? NotificationId, DateTimeOffset At);
