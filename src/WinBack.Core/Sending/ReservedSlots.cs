using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>A slot that a claim leaves free for a more important touch.</summary>
/// <param name="Channel">Channel that touch would take.</param>
/// <param name="At">When it is due.</param>
public sealed record ReservedSlot(Channel Channel, DateTimeOffset At);

/// <summary>Which slots a claim must leave free: those of touches of the same person in campaigns of higher priority, due soon.</summary>
public static class ReservedSlots
{
    /// <summary>How far ahead a claim looks.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    /// <summary>How long after a more important touch was due a less important one asks again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>The slots to leave free; the horizon's end is included.</summary>
    /// <param name="user">The person.</param>
    /// <param name="mine">The enrolment that wants to claim.</param>
    /// <param name="campaigns">Campaigns of now: only active ones have touches to come.</param>
    /// <param name="now">Instant of the claim.</param>
    /// <param name="webhooks">What the settings say of targets of webhooks; none unless given.</param>
    public static IReadOnlyList<ReservedSlot> Ahead(User user, OpenEnrolment mine, CampaignSet campaigns, DateTimeOffset now, WebhookTargets? webhooks = null)
    {
        if (user.Open.Count < 2)
            return [];
        List<ReservedSlot> slots = [];
        foreach (var other in user.Open)
        {
            // A held-out enrolment takes no slot; an attempt under way has its contact in the ring already.
            if (other.Priority <= mine.Priority || other.Arm != Arm.Treatment
                || other.Status is not (EnrolmentStatus.Running or EnrolmentStatus.Returned or EnrolmentStatus.Completed)
                || campaigns.Find(other.Campaign) is not { IsActive: true } || campaigns.Find(other.Campaign, other.Version) is not { } pinned)
                continue;
            var underWay = other.Attempt is not null && !AttemptProtocol.HasExpired(other.Attempt, now);
            for (var i = other.Touch + (underWay ? 1 : 0); i < other.Touches.Count; i++)
            {
                // Behind a return or the last touch only the welcome is to come.
                if (other.Status != EnrolmentStatus.Running && !other.Touches[i].IsAfterReturn)
                    continue;
                var at = i == other.Touch ? other.NextTouchAt!.Value : other.Touches[i].At;
                if (at <= now + Horizon && ChannelOf(user, pinned, other.Touches[i].Id, i == other.Touch ? other.Tried : [], webhooks ?? WebhookTargets.None) is { } channel)
                    slots.Add(new(channel, at));
            }
        }

        return slots;
    }

    private static Channel? ChannelOf(User user, Campaign campaign, string touch, IReadOnlyList<Channel> tried, WebhookTargets webhooks)
    {
        if (campaign.FindTouch(touch) is not { } planned)
            return null;
        foreach (var channel in Reach.Order(user.Profile, planned.Channels))
        {
            if (!tried.Contains(channel) && Reach.Agreed(user, planned, channel, campaign.Purpose, webhooks))
                return channel;
        }

        return null;
    }
}
