using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>Says whether a user had lapsed by a campaign's rule at an instant, by the judging code of the scan itself.</summary>
public static class LapseList
{
    private const string KeptOutBy = "; does not enter: ";

    /// <summary>Judges one user.</summary>
    /// <param name="user">As <see cref="UserAsOf"/> gives them.</param>
    /// <param name="campaign">The campaign; its status does not matter.</param>
    /// <param name="campaigns">All campaigns: an enrolment in one of them may keep the user out.</param>
    /// <param name="zone">The user's zone.</param>
    /// <param name="asOf">The instant.</param>
    /// <returns>Null when the user had not lapsed.</returns>
    public static LapsedUser? Judge(User user, Campaign campaign, CampaignSet campaigns, DateTimeZone zone, DateTimeOffset asOf)
    {
        // By silence alone first: who is enrolled, or was a while ago, has lapsed all the same.
        var silence = LapseJudge.Judge(user with { Episodes = new Dictionary<string, Episode>(), Sunset = null }, campaign, zone, asOf);
        (DateTimeOffset? reached, IReadOnlyList<ReachedSilence>? silences) = silence switch
        {
            LapseVerdict.Lapsed lapsed => (lapsed.At, lapsed.LapsedBy),
            LapseVerdict.TooLongAgo tooLong => (tooLong.At, tooLong.LapsedBy),
            _ => default((DateTimeOffset?, IReadOnlyList<ReachedSilence>?)),
        };
        if (reached is not { } lapsedAt)
            return null;
        var obstacle = Obstacle(user, campaign, LapseJudge.Judge(user, campaign, zone, asOf), asOf)
            ?? (CampaignConflict.Of(user, campaign, campaigns) is { } other ? CampaignConflict.Why(campaign, other, campaigns) : null);
        var last = campaign.Lapse is { } rule ? user.Activity.LastOf(rule.Since) : user.ArmedFor(campaign.Id)?.At;
        return new()
        {
            UserId = user.Id,
            LastActivity = last,
            LapsedAt = lapsedAt,
            WouldEnter = obstacle is null,
            Why = ReportText.Lapse(campaign, last, silences, lapsedAt) + (obstacle is null ? "" : KeptOutBy + obstacle),
        };
    }

    /// <summary>Keeps out a user whose event was not taken, see <see cref="UserAsOf.WasNotTaken"/>.</summary>
    /// <param name="lapsed">As judged: would enter.</param>
    /// <param name="campaign">The campaign that an event enters users into.</param>
    public static LapsedUser Missed(LapsedUser lapsed, Campaign campaign) => lapsed with
    {
        WouldEnter = false,
        Why = $"{lapsed.Why}{KeptOutBy}the campaign was not active when the {campaign.On!.Event} came{(campaign.On.Item is null ? "" : ", or the item was bought already")}",
    };

    /// <summary>What keeps a user out whom the rule names; null when nothing does.</summary>
    private static string TooLong(Campaign campaign, LapseVerdict.TooLongAgo verdict) => campaign switch
    {
        { On: { } on } => $"the {on.Event} is longer ago than the campaign reaches back, which was until {ReportText.At(verdict.Beyond)}",
        { Lapse.AtRisk: not null } => $"no longer at risk but lapsed, since {ReportText.At(verdict.Beyond)}",
        _ => $"silent for longer than the campaign reaches back, which was until {ReportText.At(verdict.Beyond)}",
    };

    internal static string? Obstacle(User user, Campaign campaign, LapseVerdict verdict, DateTimeOffset asOf) => verdict switch
    {
        LapseVerdict.Lapsed when Exclusion.Objection(campaign, user, asOf) is { } objection => objection,
        LapseVerdict.Lapsed when AudienceMatcher.FirstFailure(campaign.Audience, user, asOf) is { } failure => $"outside the audience ({failure})",
        LapseVerdict.Lapsed when user.Open.Any(open => open.Campaign == campaign.Id) => "enrolled in this campaign already",
        LapseVerdict.Lapsed when !Enrolling.HasRoom(user, campaign) => $"in {UserLimits.OpenEnrolments} campaigns at once already",
        LapseVerdict.Lapsed => null,
        LapseVerdict.TooLongAgo tooLong => TooLong(campaign, tooLong),
        LapseVerdict.Barred barred => barred.Why,
        LapseVerdict.NotYet notYet => $"cool-down after the enrolment before, until {ReportText.At(notYet.At)}",
        _ => "none of the rule's events ever happened",
    };
}
