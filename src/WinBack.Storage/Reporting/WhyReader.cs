using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Explains what a campaign did about one person.</summary>
public sealed class WhyReader(IPeople people, ICampaigns campaigns, LapseOptions options, TimeProvider clock)
{
    /// <summary>Most campaigns in one answer about all of them.</summary>
    public const int MostCampaigns = 500;

    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Answers from the person's rows as they stand now. Three reads.</summary>
    /// <param name="userId">Any id; an unknown one is answered, too.</param>
    /// <param name="campaign">Any id; an unknown one is answered, too.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<WhyReport> ReadAsync(string userId, string campaign, CancellationToken cancel = default)
    {
        var question = new WhyQuestion(
            userId,
            campaign,
            await people.FindAsync(userId, cancel),
            await people.EnrolmentsAsync(userId, cancel),
            await people.LedgerAsync(userId, campaign, cancel));
        return Explanation.Of(question, await campaigns.CurrentAsync(cancel), _fallback, clock.GetUtcNow());
    }

    /// <summary>
    /// The same about every campaign there is, and those that the person was in: first those they entered, the latest enrolment first, then the
    /// others by id, archived ones last. Three reads, however many campaigns.
    /// </summary>
    /// <param name="userId">Any id; an unknown one is answered, too.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<WhyEverything> ReadAllAsync(string userId, CancellationToken cancel = default)
    {
        var user = await people.FindAsync(userId, cancel);
        var enrolments = await people.EnrolmentsAsync(userId, cancel);
        var ledger = await people.LedgerAsync(userId, cancel: cancel);
        var set = await campaigns.CurrentAsync(cancel);
        var ids = InOrder(enrolments, set);
        var now = clock.GetUtcNow();
        return new(
            [.. ids.Take(MostCampaigns).Select(id => Explanation.Of(new(userId, id, user, enrolments, ledger), set, _fallback, now))],
            Math.Max(0, ids.Count - MostCampaigns));
    }

    private static List<string> InOrder(IReadOnlyList<Enrolment> enrolments, CampaignSet set)
    {
        var entered = enrolments.GroupBy(enrolment => enrolment.Campaign, enrolment => enrolment.EnrolledAt, StringComparer.Ordinal)
            .OrderByDescending(group => group.Max()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key);
        var others = set.Current.OrderBy(campaign => campaign.Status == CampaignStatus.Archived).ThenBy(campaign => campaign.Id, StringComparer.Ordinal).Select(campaign => campaign.Id);
        return [.. entered.Concat(others).Distinct(StringComparer.Ordinal)];   // in order of first appearance
    }
}
