using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>
/// Mutual exclusion: who is enrolled in a campaign does not enter another of its group, nor one that either of the two conflicts with, until the window of
/// that enrolment closes. Both arms alike, since the held-out are enrolled as well: else the arms of the other campaign would differ by this one's draw.
/// </summary>
public static class CampaignConflict
{
    /// <summary>The enrolment that keeps a user out of a campaign the longest; null when none does. The campaigns speak as they are now, not as pinned.</summary>
    public static OpenEnrolment? Of(User user, Campaign campaign, CampaignSet campaigns)
    {
        OpenEnrolment? latest = null;
        for (var i = 0; i < user.Open.Count; i++)
        {
            var open = user.Open[i];
            if (open.Campaign != campaign.Id && (latest is null || open.WindowEnds > latest.WindowEnds)
                && Conflict(campaign, open.Campaign, campaigns.Find(open.Campaign)))
                latest = open;
        }

        return latest;
    }

    /// <summary>Why, for people.</summary>
    /// <param name="campaign">The campaign that is not entered.</param>
    /// <param name="open">The enrolment that stands in the way.</param>
    /// <param name="campaigns">All campaigns.</param>
    public static string Why(Campaign campaign, OpenEnrolment open, CampaignSet campaigns) =>
        campaign.Group is { } group && campaigns.Find(open.Campaign)?.Group == group
            ? $"enrolled in {open.Campaign}, of the same group {group}"
            : $"enrolled in {open.Campaign}, and the two conflict";

    private static bool Conflict(Campaign campaign, string other, Campaign? found) =>
        (campaign.Group is { } group && found?.Group == group) || Contains(campaign.ConflictsWith, other) || (found is not null && Contains(found.ConflictsWith, campaign.Id));

    private static bool Contains(IReadOnlyList<string> ids, string id)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == id)
                return true;
        }

        return false;
    }
}
