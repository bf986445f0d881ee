namespace WinBack.Core.Users;

/// <summary>One contact that counts against frequency caps. A refused or expired claim is taken out again; an unknown one stays.</summary>
/// <param name="At">When it was claimed, later when it was handed over.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Attempt">The <see cref="AttemptKey"/> as text.</param>
public sealed record Contact(DateTimeOffset At, Channel Channel, string Attempt);
