using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Notices looks at items and purchases of them. Asks only the campaigns that name the event's type, so other events cost nothing.</summary>
public sealed class InterestReaction(CampaignSet campaigns) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        var (looking, selling) = (campaigns.ActiveLookingAt(applied.Type), campaigns.ActiveSelling(applied.Type));
        if (looking.Count + selling.Count == 0 || applied.Value < 0 || applied.Properties is not { ValueKind: JsonValueKind.Object } properties)
            return;
        var interests = change.User.Interests;
        foreach (var item in Items(looking, properties))
            interests = Interests.Looked(interests, item, applied.Type, applied.At);
        foreach (var item in Items(selling, properties))
            interests = Interests.Bought(interests, item, applied.At);
        Interests.Set(change, Interests.Kept(interests, change.Now));
    }

    private static IEnumerable<string> Items(IReadOnlyList<Campaign> campaigns, JsonElement properties) => campaigns
        .Select(campaign => campaign.On!.Item!.Property)
        .Distinct(StringComparer.Ordinal)
        .SelectMany(property => ItemIds.In(properties, property))
        .Distinct(StringComparer.Ordinal);
}
