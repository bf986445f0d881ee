namespace WinBack.Core.Reporting;

/// <summary>What the experiment could have found.</summary>
/// <param name="Power">Chance of finding a lift of the sizes below when it is there, 0 to 1.</param>
/// <param name="ReturnLift">Smallest relative lift of the return rate that is found with that chance by one look, 0.1 for a tenth more; null while an arm is too small for any.</param>
/// <param name="RevenuePerUser">Smallest difference of net revenue per person that is found so, in the currency of reports.</param>
/// <param name="WorthwhileLift">The relative lift of the return rate that is called worth finding, as set; 0.1 for a tenth more.</param>
/// <param name="HeldOut">Held-out persons of the newest look.</param>
/// <param name="MoreHeldOut">Held-out persons still missing beside those to find that one with the interval at every look, by which verdicts go, and with treatment growing alike, rounded up to two digits; 0 when there are enough, null while the holdout has shown no rate.</param>
public sealed record Detectable(double Power, double? ReturnLift, double? RevenuePerUser, double WorthwhileLift, long HeldOut, long? MoreHeldOut);
