namespace WinBack.Core.Reporting.Randomised;

/// <summary>Whether the arms came out as drawn.</summary>
/// <param name="PValue">Always-valid, so that it may be looked at again and again; null with one arm.</param>
/// <param name="OneLookPValue">Of Pearson's chi-square, for whoever looks once; null with one arm or nobody.</param>
/// <param name="Alarm">Below this <paramref name="PValue"/> the arms are called unbalanced.</param>
/// <param name="IsBalanced">Whether they are as drawn, as far as one can tell.</param>
public sealed record TableAssignment(double? PValue, double? OneLookPValue, double Alarm, bool IsBalanced);
