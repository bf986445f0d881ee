using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Counts whom a campaign would take in, by the judging code of the scan, from the user rows alone.</summary>
public sealed class ReachReader(IPeople people, ICampaigns campaigns, StorageLayout layout, LapseOptions options, TimeProvider clock)
{
    /// <summary>Users after which no further shard is begun before publishing: shards are drawn by hash, so each is a fair sample of all.</summary>
    public const int Enough = 20_000;

    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Counts. Costs one read for each thousand users.</summary>
    /// <param name="campaign">As it would be; need not be published.</param>
    /// <param name="standing">The version that stands; null for none.</param>
    /// <param name="enough">Users to look at, in whole shards; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<CampaignReach> ReadAsync(Campaign campaign, Campaign? standing, int enough, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var set = await campaigns.CurrentAsync(cancel);
        campaign = set.AsPublished(campaign);
        var (looked, enter, before, shard) = (0L, 0L, 0L, 0);
        var inFlight = new SortedDictionary<int, long>();
        for (; shard < layout.PeopleShards && looked < enough; shard++)
        {
            await foreach (var user in people.AllAsync(shard, cancel: cancel))
            {
                looked++;
                var zone = UserZone.Of(user.Profile, _fallback);
                enter += Enters(user, campaign, set, zone, now) ? 1 : 0;
                before += standing is not null && Enters(user, standing, set, zone, now) ? 1 : 0;
                foreach (var open in user.Open.Where(open => open.Campaign == campaign.Id && open.Status == EnrolmentStatus.Running))
                    inFlight[open.Version] = inFlight.GetValueOrDefault(open.Version) + 1;
            }
        }

        var share = (double)shard / layout.PeopleShards;
        return new(looked, share, Of(enter), standing is null ? null : Of(before), inFlight.ToDictionary(pair => pair.Key, pair => Of(pair.Value)));

        long Of(long seen) => (long)Math.Round(seen / share);
    }

    private static bool Enters(User user, Campaign campaign, CampaignSet set, DateTimeZone zone, DateTimeOffset now) =>
        LapseList.Judge(user, campaign, set, zone, now) is { WouldEnter: true };
}
