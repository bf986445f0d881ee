using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Local.App;
using WinBack.Local.Replay;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;

namespace WinBack.Local.Rehearsal;

/// <summary>Stands in for the codes of a deployment: as many as are free there, none of them real, so that a pool that is too small is seen to be.</summary>
internal static class RehearsalOffers
{
    // No rehearsal that anybody waits for hands out more.
    private const int Most = 100_000;

    /// <summary>Fills the pools of the rehearsal. Budgets begin untouched.</summary>
    public static async Task FillAsync(RehearsalOptions options, ReplayRun run, CancellationToken cancel)
    {
        await using var live = ReadOnlyApp.Open(options.Data);
        var others = (await live.Services.GetRequiredService<ICampaigns>().CurrentAsync(cancel)).Active;
        var rehearsed = CampaignFile.Read(options.Campaign.File, options.Campaign.Text).Campaign;
        var pools = others.Append(rehearsed).OfType<Campaign>().SelectMany(campaign => campaign.Touches)
            .Select(touch => touch.Offer).OfType<Offer>().Where(offer => offer.Pattern is null).Select(offer => offer.Id).Distinct(StringComparer.Ordinal);
        var stock = run.Services.GetRequiredService<OfferStock>();
        foreach (var id in pools)
        {
            var free = (await live.Services.GetRequiredService<OfferStock>().CountAsync(id, cancel)).Free;
            await stock.ImportAsync(id, [.. Enumerable.Range(1, (int)Math.Min(free, Most)).Select(number => string.Create(CultureInfo.InvariantCulture, $"REHEARSAL-{number:D6}"))], cancel);
        }
    }
}
