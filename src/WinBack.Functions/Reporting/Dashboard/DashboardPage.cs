using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary><c>GET /dashboard</c>: all campaigns with their effect at a glance, from rollups alone.</summary>
public sealed class DashboardPage(ICampaigns campaigns, ICampaignHistory history, ReportReader reports, GuardReader guarded, RollupStore rollups, TimeProvider clock)
{
    /// <summary>Campaigns that are shown at most; each takes some reads.</summary>
    private const int Most = 60;

    /// <summary>Shows the overview.</summary>
    [Function(nameof(DashboardPage))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "dashboard")] HttpRequest request, CancellationToken cancel)
    {
        var view = new OverviewView(new(request.Query["code"]));
        var set = await campaigns.CurrentAsync(cancel);
        if (set.Current.Count == 0)
            return view.NothingYet();
        var now = clock.GetUtcNow();
        Campaign[] shown = [.. set.Current.OrderBy(campaign => Rank(campaign.Status)).ThenBy(campaign => campaign.Name, StringComparer.OrdinalIgnoreCase).ThenBy(campaign => campaign.Id, StringComparer.Ordinal).Take(Most)];
        var cards = new CampaignGlance[shown.Length];
        await Parallel.ForAsync(0, shown.Length, new ParallelOptions { MaxDegreeOfParallelism = ReportReader.AtOnce, CancellationToken = cancel }, async (i, stop) =>
            cards[i] = new(shown[i], await guarded.ReadAsync(shown[i], now, upToDate: false, stop), await history.PausedByAsync(shown[i], stop)));
        var summedUp = await rollups.FinishedAsync(cancel);
        var hasBegun = summedUp is not null || await rollups.HasBegunAsync(shown.Select(each => each.Id), cancel);
        return view.Show(cards, set.Current.Count - cards.Length, await ProgrammeAsync(set, now, cancel), summedUp, hasBegun, now);
    }

    private async Task<ProgrammeLift?> ProgrammeAsync(CampaignSet set, DateTimeOffset now, CancellationToken cancel) =>
        set.Current.Min(campaign => campaign.PublishedAt) is { } first
            ? await reports.ReadProgrammeAsync(set.Current.Select(campaign => campaign.Id), Day(first), Day(now), upToDate: false, cancel)
            : null;

    private static int Rank(CampaignStatus status) => status switch
    {
        CampaignStatus.Active => 0,
        CampaignStatus.Paused => 1,
        CampaignStatus.Approved => 2,
        CampaignStatus.Draft => 3,
        _ => 4,
    };

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>What the overview needs of a campaign.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Report">Its report, of rollups.</param>
/// <param name="Paused">Who paused it and when; null where it is not paused, or nobody knows.</param>
internal sealed record CampaignGlance(Campaign Campaign, CampaignReport Report, CampaignDeed? Paused);
