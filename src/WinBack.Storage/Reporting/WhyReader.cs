using NodaTime;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Explains what a campaign did about one person.</summary>
public sealed class WhyReader(IPeople people, ICampaigns campaigns, LapseOptions options, TimeProvider clock)
{
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
}
