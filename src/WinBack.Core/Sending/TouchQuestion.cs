using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Everything beside the user row that a decision about a touch needs.</summary>
public sealed record TouchQuestion
{
    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Episode.</summary>
    public required int Episode { get; init; }

    /// <summary>All campaigns; holds the pinned version.</summary>
    public required CampaignSet Campaigns { get; init; }

    /// <summary>The campaign's status, as fresh as the caller promises; null when the campaign is unknown.</summary>
    public required CampaignStatus? Status { get; init; }

    /// <summary>Zone of the project, for persons whose own is unknown.</summary>
    public required DateTimeZone ProjectZone { get; init; }

    /// <summary>Channels that a message can be handed to here.</summary>
    public required IReadOnlySet<Channel> Served { get; init; }

    /// <summary>Channels on which every address of the person was found suppressed.</summary>
    public IReadOnlySet<Channel> Suppressed { get; init; } = new HashSet<Channel>();

    /// <summary>Whether events wait to be applied, as fresh as the caller promises; null where they never wait.</summary>
    public IngestLag? Ingest { get; init; }

    /// <summary>What the table of offers said; null where it was not asked. A touch whose offer it was not asked for is not claimed.</summary>
    public OfferAnswer? Offer { get; init; }

    /// <summary>Hours of text messages by country.</summary>
    public SmsHours SmsHours { get; init; } = SmsHours.ByLaw;

    /// <summary>What the settings say of the systems that webhook touches go to.</summary>
    public WebhookTargets Webhooks { get; init; } = WebhookTargets.None;

    /// <summary>Waits of the sequence so far; decides how long an open-ended hold lasts.</summary>
    public int Waits { get; init; }

    /// <summary>True when the sequence cannot wait any longer: what would be held is skipped.</summary>
    public bool IsLastWait { get; init; }
}
