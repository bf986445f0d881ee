using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Everything that a preview is made from.</summary>
/// <param name="User">The person, as stored or made up.</param>
/// <param name="Campaign">The campaign, published or not; judged as if it were active.</param>
/// <param name="Others">What else is published: its open touches keep slots of the caps free.</param>
/// <param name="ProjectZone">Zone of persons whose own is unknown.</param>
/// <param name="Served">Channels that a message can be handed to.</param>
/// <param name="Suppressed">Channels on which every address of the person is suppressed.</param>
public sealed record PreviewQuestion(
    User User, Campaign Campaign, CampaignSet Others, DateTimeZone ProjectZone, IReadOnlySet<Channel> Served, IReadOnlySet<Channel> Suppressed)
{
    /// <summary>What the settings say of the systems that webhook touches go to.</summary>
    public Sending.WebhookTargets Webhooks { get; init; } = Sending.WebhookTargets.None;

    /// <summary>All campaigns as they would be with this one active.</summary>
    internal CampaignSet Campaigns => new(
        Others.Version,
        [.. Others.Current.Where(other => other.Id != Campaign.Id), Active],
        [.. User.Open.Where(open => open.Campaign != Campaign.Id).Select(open => Others.Find(open.Campaign, open.Version)).OfType<Campaign>()
            .Where(pinned => Others.Find(pinned.Id)?.Version != pinned.Version).DistinctBy(pinned => (pinned.Id, pinned.Version))]);

    /// <summary>The campaign as if it were active.</summary>
    internal Campaign Active => Others.AsPublished(Campaign) with { Status = CampaignStatus.Active };
}
