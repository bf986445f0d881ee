using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Notices returns, conversions and disproved lapses, in both arms alike. A return is the first exit event dated after enrolment; a conversion
/// the first goal event in the window; an activity dated before enrolment but later than the lapse allows makes the enrolment void, and so does what
/// makes the event that entered the user idle, unless it comes by a merge. A refund is none of these: it only takes from the revenue.
/// </summary>
public sealed class ReturnReaction(CampaignSet campaigns, DateTimeZone fallback) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (!IncomingEvent.IsDeed(applied.Type))
            return;
        foreach (var open in before.Open)
        {
            var campaign = campaigns.Find(open.Campaign, open.Version)
                ?? throw new InvalidOperationException($"Version {open.Version} of campaign {open.Campaign} is not in the set, but has enrolments.");
            if (applied.At <= open.EnrolledAt)
                Disprove(change, open, campaign, applied);
            else
                Attribute(change, open, campaign, applied);
        }
    }

    private void Disprove(PersonChange change, OpenEnrolment open, Campaign campaign, IncomingEvent applied)
    {
        if (Attribution.IsRefund(applied))
            return;
        var standing = LapseProof.Standing(campaign, open.LapsedBy, applied.Type, applied.At, open.EnrolledAt, UserZone.Of(change.User.Profile, fallback));
        if (LapseProof.IsDisproved(campaign, open.LapsedBy, standing) || LapseProof.MakesIdle(campaign, open.Trigger?.At, applied.Type, applied.At))
        {
            // Whom a merge tells of may depend on the arm, so it makes nothing void; but there is nobody to win back.
            if (applied.IsCopy)
                UserMerging.EndSequence(change, open, EnrolmentStatus.Cancelled);
            else
                Void(change, open);
        }
        else if (standing.Count < open.LapsedBy?.Count)
            change.User = change.User.With(open, was => was with { LapsedBy = standing });   // one of several is enough
    }

    private static void Void(PersonChange change, OpenEnrolment open)
    {
        var voided = open with { Status = EnrolmentStatus.Void };
        AttemptProtocol.Leave(change, open);
        var user = change.User;

        var episodes = new Dictionary<string, Episode>(user.Episodes) { [open.Campaign] = Episode.Of(user, open).Voided() };
        change.User = user with { Open = [.. user.Open.Where(each => !each.IsSameAs(open))], Episodes = episodes };
        change.Enrolments.Add(voided.ToRecord());
        change.Append(open.ToFact(FactKind.Voided, user.PersonKey, change.Now));
        change.Effects.Add(new Effect.WakeSequence(open.InstanceId(user.PersonKey), Signal.Reactivated));
    }

    private void Attribute(PersonChange change, OpenEnrolment open, Campaign campaign, IncomingEvent applied)
    {
        var was = new Attribution(open.ReturnedAt, open.ConvertedAt, open.Revenue, open.FollowUp, open.Goals) { Credits = open.Credits };
        var now = was.With(campaign, applied, open.EnrolledAt, open.WindowEnds, at => Credited.At(change.User, open, at));
        if (ReferenceEquals(now, was))
            return;
        var isReturn = applied.At < open.WindowEnds && Attribution.IsReturn(campaign, applied);
        var ends = isReturn && open.Status == EnrolmentStatus.Running;
        change.User = change.User.With(open, each => each with
        {
            Status = ends ? EnrolmentStatus.Returned : each.Status,
            ReturnedAt = now.ReturnedAt,
            ConvertedAt = now.ConvertedAt,
            Revenue = now.Revenue,
            FollowUp = now.FollowUp,
            Goals = now.Goals,
            Credits = now.Credits,
        });
        if (ends)
            change.Effects.Add(new Effect.WakeSequence(open.InstanceId(change.User.PersonKey), Signal.Reactivated));
        if (isReturn)
            WelcomeBackPlan.Add(change, open, campaign, applied.At, UserZone.Of(change.User.Profile, fallback));
    }
}
