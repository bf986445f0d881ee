using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>What the campaign did to people who did not want it, by arm. People leave without being written to as well: only the difference is the campaign's doing.</summary>
/// <param name="Population">On whom, in words.</param>
/// <param name="Arms">Persons by kind of harm, for each arm.</param>
/// <param name="Lifts">Differences: opt-outs, complaints, lost push permission, and any of the three.</param>
public sealed record Harm(string Population, IReadOnlyList<ArmHarm> Arms, IReadOnlyList<HarmLift> Lifts)
{
    /// <summary>Name in <see cref="HarmLift.What"/> of persons with any of the harms.</summary>
    public const string Any = "any";

    /// <summary>Persons with any of the harms.</summary>
    public HarmLift? OfAny => Lifts.FirstOrDefault(each => each.What == Any);
}

/// <summary>Harm in one arm.</summary>
/// <param name="Arm">Arm.</param>
/// <param name="Persons">Everybody drawn, windows open or closed.</param>
/// <param name="OptedOut">Persons who said stop on every channel of the campaign before the window ended, also after the last message or a return.</param>
/// <param name="Complained">Persons who complained about one of its messages before the window ended.</param>
/// <param name="LostPush">Persons who took away the permission to be sent push while enrolled, or the last app that had it.</param>
/// <param name="Any">Persons with at least one of these.</param>
public sealed record ArmHarm(Arm Arm, long Persons, long OptedOut, long Complained, long LostPush, long Any);

/// <summary>Difference of one kind of harm between the arms.</summary>
/// <param name="What"><c>optedOut</c>, <c>complained</c>, <c>lostPush</c> or <c>any</c>.</param>
/// <param name="Lift">For one look; above zero is worse with the campaign.</param>
/// <param name="AlwaysValid">
/// For those who look again and again; null below 50 persons in an arm. Approximate, because windows are open: the same persons change from look to look, which the sequence does not
/// know. In a simulation with equal harm some 7 % lay above zero at some look, where 2.5 % should; docs/guards.md says more.
/// </param>
public sealed record HarmLift(string What, RateLift Lift, AlwaysValidEstimate? AlwaysValid);
