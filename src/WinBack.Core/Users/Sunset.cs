namespace WinBack.Core.Users;

/// <summary>That no campaign contacts a person any more, because they never answered. Ends with their next activity or consent; consent itself is left as it is.</summary>
/// <param name="At">When it began: the close of the last episode.</param>
/// <param name="Since">When that episode began. What the person did later than this ends it, in whatever order events come.</param>
/// <param name="Campaign">The campaign whose episodes it were.</param>
/// <param name="Episodes">How many in a row were not answered.</param>
public sealed record Sunset(DateTimeOffset At, DateTimeOffset Since, string Campaign, int Episodes);
