using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>Promise 3. The arm is drawn again, whatever the rows say it was.</summary>
internal static class HoldoutMeansNothing
{
    public static void Check(PersonTruth person, AuditRules rules, AuditLog log)
    {
        foreach (var sent in person.Sent)
        {
            log.Check(Promise.HoldoutMeansNothing);
            if (How(person, sent, rules.Global) is { } how)
                log.Broken(new(Promise.HoldoutMeansNothing, person.User.Id, sent.Departure.Row, how));
        }
    }

    private static string? How(PersonTruth person, Sent sent, GlobalHoldout global)
    {
        if (sent.Campaign is not { } campaign)
            return $"left for campaign {sent.Departure.Campaign}, of which the pinned version is not known here: its arm cannot be drawn again";

        // Who was enrolled under a smaller share goes on with the arm they had: raising it calls nothing back.
        var then = sent.Enrolment is null ? global : global with { Share = sent.Enrolment.GlobalShare ?? 0 };
        return ArmAssignment.Draw(campaign, person.User.Id, then).Arm switch
        {
            Arm.Holdout => $"touch {sent.Departure.Touch} of campaign {campaign.Id} left for a user its version {campaign.Version} holds out",
            Arm.Global => $"touch {sent.Departure.Touch} of campaign {campaign.Id} left for a user whom no campaign contacts",
            _ => null,
        };
    }
}
