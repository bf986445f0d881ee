using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Judges again, by the code of the scan, why a user is not in a campaign.</summary>
internal sealed class NotEntered
{
    private readonly User _user;
    private readonly DateTimeOffset _now;
    private readonly List<Finding> _findings = [];

    private readonly CampaignSet _campaigns;

    private NotEntered(User user, CampaignSet campaigns, DateTimeOffset now) => (_user, _campaigns, _now) = (user, campaigns, now);

    /// <summary>Why the user does not enter.</summary>
    /// <param name="user">Null when there is no row.</param>
    /// <param name="campaign">Id of the campaign; may never have been published.</param>
    /// <param name="campaigns">All campaigns.</param>
    /// <param name="fallback">Zone of users whose own is unknown.</param>
    /// <param name="now">Instant of judging.</param>
    public static WhyNotEntered Of(User? user, string campaign, CampaignSet campaigns, DateTimeZone fallback, DateTimeOffset now)
    {
        if (user is null)
            return new(now, "no event of this user was ever received", [], NextCheck: null);
        if (campaigns.Find(campaign) is not { } current)
            return new(now, "no campaign of this id was ever published", [], user.NextCheck);
        var judged = new NotEntered(user, campaigns, now);
        var reason = judged.FirstObjection(current, UserZone.Of(user.Profile, fallback));
        return new(now, reason ?? judged.NothingStandsInTheWay(current), judged._findings, user.NextCheck);
    }

    private string? FirstObjection(Campaign campaign, DateTimeZone zone)
    {
        if (!campaign.IsActive)
            return Fail("campaign", $"the campaign is {campaign.Status}: it takes in nobody");
        Pass("campaign", "active");
        switch (LapseJudge.Judge(_user, campaign, zone, _now))
        {
            case LapseVerdict.NeverActiveBefore:
                return Fail("lapse", Nothing(campaign));
            case LapseVerdict.Barred barred:
                return Fail("lapse", barred.Why);
            case LapseVerdict.TooLongAgo tooLong:
                return Fail("lapse", TooLong(campaign, tooLong));
            case LapseVerdict.NotYet notYet when LapsesAt(campaign, zone) is { } lapses:
                return Fail("lapse", NotYet(campaign, notYet, lapses, zone));
            case LapseVerdict.NotYet notYet:
                return Fail("lapse", $"{HeldBy(campaign, zone)}, until {ReportText.At(notYet.At)}");
            case LapseVerdict.Lapsed lapsed:
                Pass("lapse", ReportText.Lapse(campaign, lapsed.LastActivity, lapsed.LapsedBy, lapsed.At));
                break;
        }

        if (Exclusion.Objection(campaign, _user, _now) is { } objection)
            return Fail("exclude", objection);
        if (Exclusion.IsGiven(campaign))
            Pass("exclude", "no exclusion names this user");
        if (CampaignConflict.Of(_user, campaign, _campaigns) is { } other)
            return Fail("conflict", $"{CampaignConflict.Why(campaign, other, _campaigns)}; looked at again when that window closes, {ReportText.At(other.WindowEnds)}");
        if (campaign.Group is not null || campaign.ConflictsWith.Count > 0)
            Pass("conflict", "in no campaign that conflicts with this one");
        if (AudienceMatcher.FirstFailure(campaign.Audience, _user, _now) is { } failure)
            return Fail("audience", $"outside the audience: {failure}");
        Pass("audience", campaign.Audience is null ? "everybody" : "meets every condition");
        if (!Enrolling.HasRoom(_user, campaign))
            return Fail("room", $"in {Counted.Of(_user.Open.Count, "campaign")} at once, of {UserLimits.OpenEnrolments} allowed");
        Pass("room", $"in {_user.Open.Count} of {UserLimits.OpenEnrolments} campaigns at once");
        return null;
    }

    private string NothingStandsInTheWay(Campaign campaign)
    {
        if (_user.JudgedBy < _campaigns.Version)
            return "every rule agrees: the campaigns changed a moment ago, and the scans of the next minutes get to this user";
        if (_user.NextCheck is not { } check)
            return "every rule agrees, but no check is filed; winback audit names this";
        var ceiling = campaign.Entry.MaxPerDay is { } most ? $", or later when the {Counted.Of(most, "place of the day is", "places of the day are")} taken" : "";
        return $"every rule agrees: enters at the next check, {ReportText.At(check)}{ceiling}";
    }

    /// <summary>When the user lapses by silence alone, or the event is long enough ago; null when that is past.</summary>
    private DateTimeOffset? LapsesAt(Campaign campaign, DateTimeZone zone) =>
        LapseJudge.Judge(_user with { Episodes = new Dictionary<string, Episode>() }, campaign, zone, _now) is LapseVerdict.NotYet notYet ? notYet.At : null;

    private string HeldBy(Campaign campaign, DateTimeZone zone) => LapseJudge.HoldsBack(_user, campaign, zone, DateTimeOffset.MaxValue)!.Why;

    private static string Nothing(Campaign campaign) => campaign.On is { } on
        ? $"no {on.Said} that the campaign takes has come since it is active, or since the last one that entered"
        : $"never lapsed: no {ReportText.Activity(campaign)} ever happened, and the rule counts from one";

    private static string TooLong(Campaign campaign, LapseVerdict.TooLongAgo tooLong) => campaign.On is { } on
        ? $"{on.Said} {ReportText.At(tooLong.From)}, longer ago than the campaign reaches back, which was until {ReportText.At(tooLong.Beyond)}"
        : campaign.Lapse!.AtRisk is not null
        ? $"silent since {ReportText.At(tooLong.From)}: no longer at risk but lapsed, since {ReportText.At(tooLong.Beyond)}"
        : $"silent since {ReportText.At(tooLong.From)}, longer than the campaign reaches back, which was until {ReportText.At(tooLong.Beyond)}";

    private string NotYet(Campaign campaign, LapseVerdict.NotYet notYet, DateTimeOffset lapses, DateTimeZone zone)
    {
        if (campaign.On is { } on)
            return $"not yet: {on.Said} {ReportText.At(_user.ArmedFor(campaign.Id)!.At)}, enters {ReportText.At(notYet.At)}{(on.Unless.Count == 0 ? "" : $" unless {string.Join(" or ", on.Unless)} happens")}";
        var last = _user.Activity.LastOf(campaign.Lapse!.Since) is { } at ? ReportText.At(at) : "never";
        return $"not lapsed: last {ReportText.Activity(campaign)} {last}{Numbers(campaign, zone)}, {(campaign.Lapse.AtRisk is null ? "lapses" : "at risk")} {ReportText.At(notYet.At > lapses ? notYet.At : lapses)} unless something happens";
    }

    // A rule of one fixed threshold has nothing more to say.
    private string Numbers(Campaign campaign, DateTimeZone zone)
    {
        var rule = campaign.Lapse!;
        if (rule.Parts is [{ Segments: [], Rhythm: null }])
            return "";
        var parts = rule.Parts.Select(part => SilenceState.Of(_user, campaign, part, zone, _now) is { From: { } from } state
            ? $"no {ReportText.Activity(part.Since)} since {ReportText.At(from)}: {state.Threshold.Length}{(state.Threshold.Words(part.Rhythm) is { } how ? $" ({how})" : "")} {(state.At <= _now ? "was reached" : "is reached")} {ReportText.At(state.At)}"
            : $"no {ReportText.Activity(part.Since)} ever");
        return $" ({string.Join(rule.Join == LapseJoin.All ? "; and " : "; or ", parts)})";
    }

    private void Pass(string rule, string detail) => _findings.Add(new(rule, Passed: true, detail));

    private string Fail(string rule, string why)
    {
        _findings.Add(new(rule, Passed: false, why));
        return why;
    }
}
