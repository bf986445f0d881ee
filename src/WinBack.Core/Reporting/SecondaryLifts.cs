using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Persons drawn with one share of the holdout.</summary>
/// <param name="Share">Probability of being held out, 0 to 1.</param>
/// <param name="Treatment">Persons of the primary population in treatment.</param>
/// <param name="Holdout">Persons of the primary population held out.</param>
/// <param name="Weight">Its part in the lift, 0 to 1: its part of all persons in shares that have both arms. 0 where an arm is empty.</param>
public sealed record ShareStratum(double Share, long Treatment, long Holdout, double Weight);

/// <summary>The effect on a part of the primary population that was determined before the arm was consulted.</summary>
/// <param name="Population">On whom, in words.</param>
/// <param name="Lift">The effect, by strata as the primary one.</param>
public sealed record TriggeredLift(string Population, CampaignLift Lift);

/// <summary>Second and later enrolments. Who lapses again may depend on the treatment, so this is no unbiased lift.</summary>
/// <param name="Population">On whom, in words.</param>
/// <param name="Persons">How many persons, treatment and holdout.</param>
/// <param name="Treatment">Their enrolments in treatment.</param>
/// <param name="Holdout">Their enrolments held out.</param>
/// <param name="Return">Difference of return rates over enrolments, errors robust against several of one person; null while there are too few.</param>
/// <param name="Conversion">The same of conversion rates.</param>
/// <param name="RevenuePerEnrolment">The same of net revenue per enrolment, in the currency of reports.</param>
public sealed record LaterLift(string Population, long Persons, OutcomeSum Treatment, OutcomeSum Holdout, Estimate? Return, Estimate? Conversion, Estimate? RevenuePerEnrolment);

/// <summary>Costs and contamination of one arm of the primary population.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="Persons">Persons of the primary population in this arm.</param>
/// <param name="Messages">Cost of the campaign's messages, by the prices set when each window closed, in the currency of reports.</param>
/// <param name="Offers">Cost of used codes, in the currency of reports.</param>
/// <param name="Contaminated">Persons whom another campaign contacted in the window.</param>
/// <param name="OtherContacts">Contacts by other campaigns in the window.</param>
public sealed record ArmCost(Arm Arm, long Persons, decimal Messages, decimal Offers, long Contaminated, long OtherContacts);

/// <summary>Days to return of one arm of the primary population.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="Days">By whole days since enrolment, how many returned; days on which nobody did are left out.</param>
public sealed record ArmReturnDays(Arm Arm, IReadOnlyDictionary<int, long> Days);

/// <summary>What persons did in the months after they were enrolled, whether or not they returned in the window: comparing only those who did would compare unlike people.</summary>
/// <param name="Population">On whom, in words.</param>
/// <param name="Treatment">Treatment.</param>
/// <param name="Holdout">Holdout.</param>
/// <param name="SecondPurchase">Difference of the shares with a second purchase in 90 days.</param>
/// <param name="Purchases">Difference of purchases per person in 90 days.</param>
/// <param name="Revenue30">Difference of net revenue per person in 30 days.</param>
/// <param name="Revenue90">Difference of net revenue per person in 90 days.</param>
/// <param name="LapsedAgain">Difference of the shares that entered this campaign again within 90 days.</param>
public sealed record AfterwardsLift(string Population, Afterwards Treatment, Afterwards Holdout, RateLift SecondPurchase, MeanLift Purchases, MeanLift Revenue30, MeanLift Revenue90, RateLift LapsedAgain);

/// <summary>One arm of <see cref="AfterwardsLift"/>.</summary>
/// <param name="Persons">Persons followed for 90 days.</param>
/// <param name="SecondPurchase">Persons with two purchases or more in 90 days.</param>
/// <param name="Purchases">Purchases of all these persons in 90 days.</param>
/// <param name="Revenue30">Net revenue of all these persons in 30 days, in the currency of reports.</param>
/// <param name="Revenue90">Net revenue of all these persons in 90 days, in the currency of reports.</param>
/// <param name="LapsedAgain">Persons who entered this campaign again within 90 days.</param>
public sealed record Afterwards(long Persons, long SecondPurchase, long Purchases, decimal Revenue30, decimal Revenue90, long LapsedAgain);

/// <summary>All campaigns together against nobody being contacted.</summary>
/// <param name="Population">On whom, in words.</param>
/// <param name="Contacted">Persons whom campaigns may contact, their holdouts included.</param>
/// <param name="Global">Persons whom no campaign contacts.</param>
/// <param name="Return">Share of persons who came back in the window of their first enrolment.</param>
/// <param name="Conversion">Share of persons with a goal event in that window.</param>
/// <param name="RevenuePerUser">Net revenue per person in that window, in the currency of reports.</param>
public sealed record ProgrammeLift(string Population, OutcomeSum Contacted, OutcomeSum Global, RateLift Return, RateLift Conversion, MeanLift RevenuePerUser)
{
    /// <summary>When facts were last summed up: what came later may be missing. Null as of now, within a report, and before facts were first summed up.</summary>
    public DateTimeOffset? SummedUpAt { get; init; }
}
