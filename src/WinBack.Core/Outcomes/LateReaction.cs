using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// What comes after a window has closed: an event that happened in it and arrives late, a refund of a purchase in it, a purchase that follows. Each
/// writes the outcome fact anew, which opens the day of the enrolment for reporting again. The record of the enrolment stays as it was at the close.
/// </summary>
public sealed class LateReaction(CampaignSet campaigns) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (!IncomingEvent.IsDeed(applied.Type))
            return;
        foreach (var closed in before.Closed)
        {
            var fact = closed.Outcome;
            if (!closed.IsKept(change.Now) || fact.Outcome is not { } outcome || fact.EnrolledAt is not { } enrolledAt || campaigns.Find(fact.Campaign, fact.Version) is not { } campaign)
                continue;
            var was = new Attribution(outcome.ReturnedAt, outcome.ConvertedAt, outcome.Revenue, fact.About?.FollowUp, closed.Goals) { Credits = fact.About?.Credits };
            var now = was.With(campaign, applied, enrolledAt, fact.At, at => Credited.At(change.User, closed, at));
            if (!ReferenceEquals(now, was))
            {
                var about = (fact.About ?? new()) with { FollowUp = now.FollowUp, Credits = now.Credits };
                ClosedEnrolment.Rewrite(change, closed, closed with { Outcome = fact with { Outcome = new(now.ReturnedAt, now.ConvertedAt, now.Revenue), About = about }, Goals = now.Goals });
            }
        }
    }
}
