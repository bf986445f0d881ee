namespace WinBack.Core.Users;

/// <summary>A limit of the user row that an item would exceed.</summary>
public sealed record LimitExceeded(string Field, string Reason, string Allowed);
