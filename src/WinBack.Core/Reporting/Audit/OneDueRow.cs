using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Audit;

/// <summary>
/// Promise 7. Which rows of the Due index must be there is derived from the user row and the campaigns; whether they are is looked up by who reads
/// the index.
/// </summary>
public static class OneDueRow
{
    // A filing is never nearer than five minutes ahead of the watermark, and its insert may take four.
    private static readonly TimeSpan FilingTakes = TimeSpan.FromMinutes(10);

    /// <summary>Checks the user's pointer into the index.</summary>
    /// <returns>The rows that must be there. Of a close, only campaign and episode are certain: it may be filed later than the window ends.</returns>
    public static IReadOnlyList<DueFiling> Expected(User user, AuditRules rules, AuditLog log)
    {
        List<DueFiling> expected = [.. user.Open.Select(open => new DueFiling(DueKind.Close, open.WindowEnds, user.Id, open.Campaign, open.Episode, LastSeen: null))];
        if (user.NextCheck is { } next)
            expected.Add(new(DueKind.Check, next, user.Id, Campaign: null, Episode: 0, LastSeen: null));
        // A user whom the back-fill of a new campaign has not reached is judged by the one before.
        var needed = user.JudgedBy < rules.Campaigns.Version ? null : NeededBy(user, rules);
        if (needed is { } by && user.NextCheck is null)
            Broken(log, user.Id, new AuditedRow.OfUser(), $"needs a check by {ReportText.At(by)}, and none is filed");
        else if (needed is { } bound && user.NextCheck > bound + FilingTakes)
            Broken(log, user.Id, new AuditedRow.OfUser(), $"next check {ReportText.At(user.NextCheck.Value)} is later than {ReportText.At(bound)}, when a campaign could take the user in");
        log.Check(Promise.OneLiveDueRow);
        foreach (var _ in user.Open)
            log.Check(Promise.OneLiveDueRow);
        return expected;
    }

    /// <summary>Notes a row that is there: it must not be long overdue.</summary>
    public static void Found(DueFiling filing, AuditRules rules, AuditLog log)
    {
        if (filing.At + AuditRules.Slack < rules.Now)
            Broken(log, filing.UserId, new AuditedRow.OfDue(filing), $"{filing.Kind} of {ReportText.At(filing.At)} is overdue by more than an hour");
    }

    /// <summary>Notes a row that must be there and is not.</summary>
    public static void Missing(DueFiling filing, AuditLog log) => Broken(
        log, filing.UserId, new AuditedRow.OfDue(filing),
        filing.Kind == DueKind.Check
            ? $"the next check of {ReportText.At(filing.At)} has no row in the index"
            : $"the close of campaign {filing.Campaign}, episode {filing.Episode}, has no row in the index");

    /// <summary>The instant by which a check must be filed; null when only an event can bring one about.</summary>
    private static DateTimeOffset? NeededBy(User user, AuditRules rules)
    {
        var zone = UserZone.Of(user.Profile, rules.Fallback);
        var tomorrow = rules.Now.AddDays(1);
        DateTimeOffset? needed = null;
        foreach (var campaign in rules.Campaigns.Active)
        {
            needed = NextCheck.Earlier(needed, LapseJudge.Judge(user, campaign, zone, rules.Now) switch
            {
                LapseVerdict.NotYet notYet => notYet.Bound,
                // In another campaign of the group, or one that this conflicts with: until that window closes.
                LapseVerdict.Lapsed when CampaignConflict.Of(user, campaign, rules.Campaigns) is { } other => other.WindowEnds,
                // Lapsed and still not in: full, or out of the audience for now, and asked again within a day.
                LapseVerdict.Lapsed when Exclusion.Admits(campaign, user, rules.Now) => tomorrow,
                LapseVerdict.Lapsed => NextCheck.AfterStayingOut(campaign, rules.Now),
                _ => null,
            });
        }

        return needed;
    }

    private static void Broken(AuditLog log, string userId, AuditedRow row, string how) => log.Broken(new(Promise.OneLiveDueRow, userId, row, how));
}
