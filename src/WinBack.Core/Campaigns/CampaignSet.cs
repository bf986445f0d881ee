namespace WinBack.Core.Campaigns;

/// <summary>
/// All campaigns at one moment, with what the hot paths look up ready made: applying an event asks only for the campaigns that name its type.
/// Every publication, pause or archiving makes a set with a higher <see cref="Version"/>.
/// </summary>
public sealed class CampaignSet
{
    private readonly Dictionary<(string Id, int Version), Campaign> _byVersion;
    private readonly Dictionary<string, Campaign> _current;
    private readonly Dictionary<string, Campaign[]> _activeByType;
    private readonly Dictionary<string, Campaign[]> _activeByField;
    private readonly Dictionary<string, Campaign[]> _activeByActivity;
    private readonly Dictionary<string, Campaign[]> _activeByTrigger;
    private readonly Dictionary<string, Campaign[]> _activeByLook;
    private readonly Dictionary<string, Campaign[]> _activeBySale;
    private readonly Campaign[] _activeOnAnyType;

    /// <param name="version">Version of the set.</param>
    /// <param name="current">The current version of every campaign, with its status of now.</param>
    /// <param name="earlier">Earlier versions that enrolments are still pinned to.</param>
    public CampaignSet(long version, IReadOnlyCollection<Campaign> current, IReadOnlyCollection<Campaign> earlier)
    {
        Version = version;
        _current = current.ToDictionary(campaign => campaign.Id, StringComparer.Ordinal);
        _byVersion = earlier.Concat(current).ToDictionary(campaign => (campaign.Id, campaign.Version));
        Active = [.. current.Where(campaign => campaign.IsActive).OrderByDescending(campaign => campaign.Priority).ThenBy(campaign => campaign.Id, StringComparer.Ordinal)];
        _activeOnAnyType = [.. Active.Where(campaign => campaign.Lapse is { Since.Count: 0 })];
        ActiveFromFirstSeen = [.. Active.Where(campaign => campaign.Lapse?.Parts.Any(part => part.NeverActive == NeverActive.FromFirstSeen) == true)];
        _activeByType = Index(Active, campaign => campaign.Lapse?.Since ?? [campaign.On!.Event]);
        _activeByTrigger = Index(Active, campaign => campaign.On is { } on ? [on.Event] : []);
        _activeByLook = Index(Active, campaign => campaign.On?.Item?.Of ?? []);
        _activeBySale = Index(Active, campaign => campaign.On?.Item is null ? [] : [campaign.Goal]);
        _activeByField = Index(Active, AudienceFields.Of);
        _activeByActivity = Index(Active, campaign => AudienceFields.Of(campaign).Select(AudienceFields.ActivityType).OfType<string>());
    }

    /// <summary>No campaign at all.</summary>
    public static CampaignSet Empty { get; } = new(0, [], []);

    /// <summary>Higher is later.</summary>
    public long Version { get; }

    /// <summary>Active campaigns, the highest priority first, then by id: the order in which they take users in.</summary>
    public IReadOnlyList<Campaign> Active { get; }

    /// <summary>Active campaigns whose lapse rule counts from the first event of any type where there is no other.</summary>
    public IReadOnlyList<Campaign> ActiveFromFirstSeen { get; }

    /// <summary>Current versions, with the status of now.</summary>
    public IReadOnlyCollection<Campaign> Current => _current.Values;

    /// <summary>Every version known here, the current ones included, in no order.</summary>
    public IReadOnlyCollection<Campaign> AllVersions => _byVersion.Values;

    /// <summary>The project's exclusion list, which stands on every campaign here; null for none.</summary>
    public Condition? ExcludeEverywhere { get; init; }

    /// <summary>A campaign that is not published yet, as it would stand here: under the project's exclusions.</summary>
    public Campaign AsPublished(Campaign campaign) => campaign with { ExcludeEverywhere = ExcludeEverywhere };

    /// <summary>The current version of a campaign, or null.</summary>
    public Campaign? Find(string id) => _current.GetValueOrDefault(id);

    /// <summary>A pinned version, or null when it was never published here.</summary>
    public Campaign? Find(string id, int version) => _byVersion.GetValueOrDefault((id, version));

    /// <summary>Active campaigns that an event of this type enters users into, at once or later.</summary>
    public IReadOnlyList<Campaign> ActiveTriggeredBy(string eventType) => _activeByTrigger.GetValueOrDefault(eventType) ?? [];

    /// <summary>Active campaigns that tell news of an item to those who did an event of this type with it.</summary>
    public IReadOnlyList<Campaign> ActiveLookingAt(string eventType) => _activeByLook.GetValueOrDefault(eventType) ?? [];

    /// <summary>Active campaigns that tell news of items, and whose goal is an event of this type.</summary>
    public IReadOnlyList<Campaign> ActiveSelling(string eventType) => _activeBySale.GetValueOrDefault(eventType) ?? [];

    /// <summary>Active campaigns whose lapse rule counts this event type, those that count any type and those that it triggers included.</summary>
    public IEnumerable<Campaign> ActiveOn(string eventType) =>
        _activeByType.TryGetValue(eventType, out var named) ? named.Concat(_activeOnAnyType) : _activeOnAnyType;

    /// <summary>Active campaigns whose audience or segments read this field, such as <c>attributes.plan</c>.</summary>
    public IReadOnlyList<Campaign> ActiveReading(string field) => _activeByField.GetValueOrDefault(field) ?? [];

    /// <summary>Active campaigns whose audience or segments count events of this type, such as <c>activity.purchase.count</c>.</summary>
    public IReadOnlyList<Campaign> ActiveReadingActivity(string eventType) => _activeByActivity.GetValueOrDefault(eventType) ?? [];

    private static Dictionary<string, Campaign[]> Index(IReadOnlyList<Campaign> campaigns, Func<Campaign, IEnumerable<string>> keys) =>
        campaigns.SelectMany(campaign => keys(campaign).Distinct(StringComparer.Ordinal).Select(key => (key, campaign)))
            .GroupBy(pair => pair.key, pair => pair.campaign, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
