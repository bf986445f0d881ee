using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>
/// Notices the events that enter a user into a campaign. The event is kept in the user row until it does, or is too long ago; where the campaign
/// waits for nothing more, the user is enrolled in the very change that applies it. Asks only the campaigns that name the event's type.
/// </summary>
public sealed class TriggerReaction(CampaignSet campaigns, IEnroller enroller, DateTimeZone fallback) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        foreach (var campaign in campaigns.ActiveTriggeredBy(applied.Type))
        {
            var stored = change.Events[^1];
            if (!Concerns(campaign.On!, change.User, stored) || !Arm(change, campaign, stored))
                continue;
            if (campaign.Entry.MaxPerDay is not null)
                continue;   // under a ceiling the user enters by a check, which is filed for now and takes a place
            var zone = UserZone.Of(change.User.Profile, fallback);
            if (LapseJudge.Judge(change.User, campaign, zone, change.Now) is LapseVerdict.Lapsed now
                && CampaignConflict.Of(change.User, campaign, campaigns) is null
                && Exclusion.Admits(campaign, change.User, change.Now)
                && change.User.Open.Count < UserLimits.OpenEnrolments)
                enroller.Enrol(change, campaign, now);
        }
    }

    private static bool Concerns(EventTrigger on, User user, StoredEvent applied) =>
        TriggerMatch.Holds(on, applied) && (on.Item is null || !ItemLooks.IsBought(user, applied));

    // The latest event stands, in whatever order they come.
    private static bool Arm(PersonChange change, Campaign campaign, StoredEvent applied)
    {
        var user = change.User;
        if (user.ArmedFor(campaign.Id) is { } held && (held.At, string.CompareOrdinal(held.EventId, applied.Id)).CompareTo((applied.At, 0)) >= 0)
            return false;
        var armed = new ArmedTrigger(campaign.Id, applied.Id, applied.At) { Properties = TriggerMatch.Kept(campaign.On!, applied) };
        change.User = user with
        {
            Armed =
            [
                .. user.Armed.Where(each => each.Campaign != campaign.Id).Append(armed)
                    .OrderByDescending(each => each.At).ThenBy(each => each.Campaign, StringComparer.Ordinal).Take(UserLimits.ArmedTriggers),
            ],
        };
        return true;
    }
}
