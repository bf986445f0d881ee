using System.Runtime.CompilerServices;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Lists who had lapsed by a campaign's rule at an instant. Looks at every user: for people and rehearsals, never for a scan.</summary>
public sealed class LapsedReader(IPeople people, ICampaigns campaigns, StorageLayout layout, LapseOptions options)
{
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Streams the lapsed, shard by shard. Costs one read of the events of each user who was active after the instant, and of every user where an event enters them.</summary>
    /// <param name="campaign">The campaign, published or not.</param>
    /// <param name="asOf">The instant, past or future.</param>
    /// <param name="cancel">Stops.</param>
    public async IAsyncEnumerable<LapsedUser> ReadAsync(Campaign campaign, DateTimeOffset asOf, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var set = await campaigns.CurrentAsync(cancel);
        var isPublished = set.Find(campaign.Id) is not null;
        campaign = set.AsPublished(campaign);
        for (var shard = 0; shard < layout.PeopleShards; shard++)
        {
            await foreach (var user in people.AllAsync(shard, cancel: cancel))
            {
                var events = campaign.On is not null || UserAsOf.NeedsEvents(user, asOf) ? await people.EventsAsync(user.Id, cancel) : [];
                var then = UserAsOf.Of(user, events, asOf);
                if (campaign.On is not null)
                    then = UserAsOf.Armed(then, campaign, events, asOf);
                if (LapseList.Judge(then, campaign, set, UserZone.Of(user.Profile, _fallback), asOf) is not { } lapsed)
                    continue;
                var isMissed = isPublished && lapsed.WouldEnter && then.ArmedFor(campaign.Id) is { } armed && UserAsOf.WasNotTaken(user, armed);
                yield return isMissed ? LapseList.Missed(lapsed, campaign) : lapsed;
            }
        }
    }
}
