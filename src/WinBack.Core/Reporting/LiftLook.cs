namespace WinBack.Core.Reporting;

/// <summary>
/// The effect on everybody who had entered by a day, once the windows of all of them are closed, as those people stand today: a late refund changes it. A day with one open window, and all days after it, wait: those who
/// closed early are not looked at before those who entered with them.
/// </summary>
/// <param name="Through">Last UTC day of entry that is counted.</param>
/// <param name="Lift">For one look.</param>
/// <param name="AlwaysValid">For this look and all others.</param>
public sealed record LiftLook(DateOnly Through, CampaignLift Lift, AlwaysValidLift AlwaysValid);

/// <summary>The effect for those who look again and again. Members are null below 50 persons in an arm, or while nothing varies.</summary>
/// <param name="Return">Difference of the shares that came back.</param>
/// <param name="RelativeReturn">The same as a fraction of the holdout's share.</param>
/// <param name="Conversion">Difference of the shares with a goal event.</param>
/// <param name="RevenuePerUser">Difference of net revenue per person, in the currency of reports.</param>
/// <param name="IncrementalUsers">Persons in treatment who came back because of the campaign.</param>
/// <param name="IncrementalRevenue">Net revenue of persons in treatment because of the campaign, in the currency of reports.</param>
public sealed record AlwaysValidLift(
    AlwaysValidEstimate? Return, AlwaysValidEstimate? RelativeReturn, AlwaysValidEstimate? Conversion, AlwaysValidEstimate? RevenuePerUser,
    AlwaysValidEstimate? IncrementalUsers = null, AlwaysValidEstimate? IncrementalRevenue = null);
