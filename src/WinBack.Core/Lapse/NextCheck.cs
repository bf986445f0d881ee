using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>
/// When to look at a user again: a lower bound of the earliest instant at which any active campaign's lapse rule could be met.
/// </summary>
public static class NextCheck
{
    // An audience may read how long ago something was, and so come true by time alone; a day is as fine as such conditions count.
    private static readonly TimeSpan AudienceAgain = TimeSpan.FromDays(1);

    /// <summary>The bound over all active campaigns; null when none can come true by time alone.</summary>
    public static DateTimeOffset? Of(User user, CampaignSet campaigns, DateTimeZone fallback, DateTimeOffset now)
    {
        var zone = UserZone.Of(user.Profile, fallback);
        DateTimeOffset? next = null;
        foreach (var campaign in campaigns.Active)
            next = Earlier(next, Of(user, campaign, campaigns, zone, now));
        return next;
    }

    /// <summary>The bound for one campaign: now when the rule is met already, unless another enrolment stands in the way until its window closes.</summary>
    public static DateTimeOffset? Of(User user, Campaign campaign, CampaignSet campaigns, DateTimeZone zone, DateTimeOffset now) =>
        LapseJudge.Judge(user, campaign, zone, now) switch
        {
            LapseVerdict.Lapsed => CampaignConflict.Of(user, campaign, campaigns)?.WindowEnds ?? now,
            LapseVerdict.NotYet notYet => notYet.Bound,
            _ => null,
        };

    /// <summary>The bound for a campaign whose rule is met but which the user did not enter: strictly later than now, or null until something changes.</summary>
    public static DateTimeOffset? AfterStayingOut(Campaign campaign, DateTimeOffset now) =>
        Exclusion.Conditions(campaign).Any(AudienceFields.ReadsTheClock) ? now + AudienceAgain : null;

    /// <summary>The earlier of two bounds, null being never.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}

/// <summary>Keeps the next check a lower bound when an event or an attribute changes what the campaigns see. Asks only the campaigns that name it.</summary>
public sealed class NextCheckReaction(CampaignSet campaigns, DateTimeZone fallback) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        var user = change.User;
        DateTimeOffset? bound = null;
        // Also when a newer set judged the user and this instance has not seen it: what it misses here, the back-fill makes good.
        if (user.JudgedBy != campaigns.Version || IsFreed(user, before))
        {
            bound = NextCheck.Of(user, campaigns, fallback, change.Now);
            change.User = user with { JudgedBy = campaigns.Version };
        }
        else
        {
            var zone = UserZone.Of(user.Profile, fallback);
            foreach (var campaign in Concerned(applied).Concat(FromFirstSeen(user, before)))
                bound = NextCheck.Earlier(bound, NextCheck.Of(user, campaign, campaigns, zone, change.Now));
        }

        if (bound is { } at && (user.NextCheck is not { } filed || at < filed))
            change.FileCheck(at);
    }

    // What kept the user out of other campaigns is over, whatever types and fields those name.
    private static bool IsFreed(User user, User before) =>
        (before.Sunset is not null && user.Sunset is null) || before.Open.Any(open => user.OpenIn(open.Campaign, open.Episode) is null);

    // First seen moves with an event of any type, also of one that the rule does not name.
    private IEnumerable<Campaign> FromFirstSeen(User user, User before) => user.Activity.FirstSeen == before.Activity.FirstSeen
        ? []
        : campaigns.ActiveFromFirstSeen;

    private IEnumerable<Campaign> Concerned(IncomingEvent applied)
    {
        if (applied.Type != IncomingEvent.ProfileType)
        {
            foreach (var campaign in campaigns.ActiveOn(applied.Type))
                yield return campaign;
            foreach (var campaign in campaigns.ActiveReadingActivity(applied.Type))
                yield return campaign;
            foreach (var campaign in applied.Value < 0 ? campaigns.ActiveReading(AudienceFields.LastRefund) : [])
                yield return campaign;
        }

        if (applied.Profile is not { } profile)
            yield break;
        foreach (var field in profile.Fields.Keys.Concat(profile.Attributes.Keys.Select(name => "attributes." + name)))
        {
            foreach (var campaign in campaigns.ActiveReading(field))
                yield return campaign;
        }

        // In another zone, calendar days end at another instant.
        if (profile.Fields.ContainsKey("timeZone") || profile.Fields.ContainsKey("country"))
        {
            foreach (var campaign in campaigns.Active)
                yield return campaign;
        }

        foreach (var field in profile.Consents.Keys.Concat(profile.PurposeConsents.Select(each => each.Channel)).Distinct(StringComparer.Ordinal).Select(channel => "reach." + channel)
            .Concat(profile.Fields.ContainsKey("email") ? ["reach.email"] : [])
            .Concat(profile.Fields.ContainsKey("phone") ? ["reach.sms"] : [])
            .Concat(profile.Installations.Count > 0 ? ["push", "reach.push"] : []))
        {
            foreach (var campaign in campaigns.ActiveReading(field))
                yield return campaign;
        }
    }
}
