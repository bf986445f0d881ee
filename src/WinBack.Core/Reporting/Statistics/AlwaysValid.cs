namespace WinBack.Core.Reporting.Statistics;

/// <summary>What may be said at every look, however often one looks.</summary>
/// <param name="Interval">One of a confidence sequence: all of them together contain the truth as often as the level says.</param>
/// <param name="PValue">0 to 1; the chance that a campaign without effect ever gets one as small, at any look, is no larger than it.</param>
public sealed record AlwaysValid(Interval Interval, double PValue);
