using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>Closes an enrolment at the end of its attribution window: one outcome, in the record and as a fact, and the next check.</summary>
public static class WindowClose
{
    /// <summary>Closes one enrolment; one that is closed already, or void, is left alone.</summary>
    /// <param name="change">The person.</param>
    /// <param name="filing">The Due row of kind close.</param>
    /// <param name="campaigns">All campaigns.</param>
    /// <param name="fallback">Zone of persons whose own is unknown.</param>
    /// <param name="sunsetAfter">Unanswered episodes before a sunset where the campaign does not say; 0 for never.</param>
    /// <param name="prices">Of messages; null for none.</param>
    /// <param name="money">The currency; null for what is unless said.</param>
    /// <returns>Whether it was closed by this.</returns>
    public static bool Decide(PersonChange change, DueFiling filing, CampaignSet campaigns, DateTimeZone fallback, int sunsetAfter = 0, OutcomeOptions? prices = null, MoneyOptions? money = null)
    {
        if (change.User.OpenIn(filing.Campaign!, filing.Episode) is not { } open || change.Now < open.WindowEnds)
            return false;
        AttemptProtocol.Leave(change, open);
        var user = change.User;
        var closed = open with { Status = open.Status == EnrolmentStatus.Running ? EnrolmentStatus.Completed : open.Status };
        var fact = OutcomeFact.Of(user, closed, prices ?? new(), (money ?? new()).Currency);
        var outcome = fact.Outcome!;
        var episodes = new Dictionary<string, Episode>(user.Episodes) { [open.Campaign] = Episode.Of(user, open).Closed(open.WindowEnds, open.ReturnedAt, open.ConvertedAt) };
        if (open.Entry > 1)
            episodes[open.Campaign] = episodes[open.Campaign] with { Later = LaterSums.With(fact.About!.Before, open.Arm, outcome) };
        change.User = ClosedEnrolment.Add(user with { Open = [.. user.Open.Where(each => !each.IsSameAs(open))], Episodes = episodes }, new(fact, open.Goals) { Clicks = open.Clicks }, change.Now);
        change.Enrolments.Add(closed.ToRecord(outcome));
        change.Append(fact);
        SunsetClose.Count(change, closed, campaigns.Find(open.Campaign, open.Version)?.Sunset, sunsetAfter);
        if (open.Status == EnrolmentStatus.Running)
            change.Effects.Add(new Effect.WakeSequence(open.InstanceId(user.PersonKey), Signal.Cancelled));

        // Where a newer set judged the user already, this older one does not know all that may begin now: the back-fill looks again.
        if (change.User.JudgedBy > campaigns.Version)
            change.User = change.User with { JudgedBy = campaigns.Version };
        if (NextCheck.Of(change.User, campaigns, fallback, change.Now) is { } bound && (change.User.NextCheck is not { } filed || bound < filed))
            change.FileCheck(bound);
        return true;
    }
}
