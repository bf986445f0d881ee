using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>What campaigns that run together did to each other, counted as they ran.</summary>
/// <param name="CapRefusals">Decisions in which a cap kept a message back, by this campaign's contacts or another's.</param>
/// <param name="KeptFree">Those of them in which the slot was free, and kept for a touch of a campaign of higher priority.</param>
/// <param name="Waiting">Pairs of person and campaign: lapsed for it, and kept out now by an enrolment in one that conflicts with it.</param>
internal sealed record Interplay(int CapRefusals, int KeptFree, int Waiting)
{
    public static async Task<Interplay> ReadAsync(IServiceProvider services, Shop shop, CapCounts caps, DateTimeOffset now, CancellationToken cancel)
    {
        var (people, set) = (services.GetRequiredService<IPeople>(), await services.GetRequiredService<ICampaigns>().CurrentAsync(cancel));
        var zone = DateTimeZoneProviders.Tzdb[services.GetRequiredService<LapseOptions>().DefaultZone];
        var waiting = 0;
        foreach (var shopper in shop.Shoppers)
        {
            if (await people.FindAsync(shopper.Id, cancel) is { Open.Count: > 0 } user)
                waiting += set.Active.Count(campaign => Waits(user, campaign, set, UserZone.Of(user.Profile, zone), now));
        }

        return new(caps.Refusals, caps.KeptFree, waiting);
    }

    private static bool Waits(User user, Campaign campaign, CampaignSet set, DateTimeZone zone, DateTimeOffset now) =>
        !user.Open.Any(open => open.Campaign == campaign.Id)
        && CampaignConflict.Of(user, campaign, set) is not null
        && LapseJudge.Judge(user, campaign, zone, now) is LapseVerdict.Lapsed
        && AudienceMatcher.Matches(campaign.Audience, user, now);
}
