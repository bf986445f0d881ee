namespace WinBack.Storage.Reporting;

/// <summary>What a run did.</summary>
/// <param name="Days">Days that were summed up.</param>
/// <param name="Failed">What could not be: the marks of these days stay, so the next runs try again.</param>
public sealed record RollupResult(int Days, IReadOnlyList<RollupFailure> Failed);

/// <summary>What of a campaign failed in a run; the first of its days stands for all.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="Day">UTC day of enrolment; null where it was not about a day.</param>
/// <param name="Failure">Why. It may quote a stored row, so it goes into no log.</param>
public sealed record RollupFailure(string Campaign, DateOnly? Day, Exception Failure);
