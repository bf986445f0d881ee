using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>One published version of a campaign: everything that decides who enters, what is sent and how it is measured. Immutable.</summary>
public sealed record Campaign
{
    /// <summary>Id: 1 to 40 characters <c>[a-z0-9-]</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Counts from 1; 0 in a file that is not published.</summary>
    public int Version { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it enrols and contacts.</summary>
    public CampaignStatus Status { get; init; }

    /// <summary>When the campaign was first put to use; the ramp of <see cref="Entry"/> counts from here. A later version keeps it, so that
    /// correcting a word does not slow entry down again. Null while it never was active, and in a file.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>BCP 47 tag of the language the templates are written in, such as <c>en</c>; e-mails declare it to screen readers.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Event type that counts as conversion and whose values are revenue.</summary>
    public required string Goal { get; init; }

    /// <summary>What the messages are for: only people who agreed to it, on the channel, are written to.</summary>
    public string Purpose { get; init; } = ConsentPurpose.Default;

    /// <summary>When a user counts as lapsed; null where <see cref="On"/> says when they enter.</summary>
    public LapseRule? Lapse { get; init; }

    /// <summary>The event at which a user enters; null where <see cref="Lapse"/> says when. Exactly one of the two is set.</summary>
    public EventTrigger? On { get; init; }

    /// <summary>Who of those whom <see cref="Lapse"/> or <see cref="On"/> names enters; null for all.</summary>
    public Condition? Audience { get; init; }

    /// <summary>Who neither enters nor is contacted, whatever else holds; null for nobody. See <see cref="Exclusion"/>.</summary>
    public Condition? Exclude { get; init; }

    /// <summary>The same for every campaign of the project, as of now: it is no part of the version. Null for nobody.</summary>
    public Condition? ExcludeEverywhere { get; init; }

    /// <summary>How the scores <c>rfm.…</c> are given; null where the file says nothing of them.</summary>
    public RfmRule? Rfm { get; init; }

    /// <summary>Who is held out.</summary>
    public Holdout Holdout { get; init; } = new();

    /// <summary>The ways it speaks, one for each person; empty for one.</summary>
    public IReadOnlyList<Variant> Variants { get; init; } = [];

    /// <summary>How fast people enter.</summary>
    public EntryRule Entry { get; init; } = new();

    /// <summary>The touches, by delay; 1 to 10.</summary>
    public required IReadOnlyList<Touch> Touches { get; init; }

    /// <summary>What is sent to who has come back, its delay counted from the return; null for nothing. See <see cref="CampaignTouches"/>.</summary>
    public Touch? WelcomeBack { get; init; }

    /// <summary>Hours in the person's zone during which nothing is handed over; null for none.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Frequency caps that this campaign's contacts must keep; they count the contacts of all campaigns.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    /// <summary>Calendar time after the close of an episode's window during which the user is not enrolled again.</summary>
    public Threshold CoolDown { get; init; } = Threshold.Zero;

    /// <summary>How often and how soon the same person may enter again; null for whenever the cool-down is over.</summary>
    public ReEntry? ReEntry { get; init; }

    /// <summary>A user is in at most one campaign of a group at a time; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>Campaigns that no user is in at the same time as in this one, whichever of the two says so.</summary>
    public IReadOnlyList<string> ConflictsWith { get; init; } = [];

    /// <summary>The question that its messages may ask; null for none.</summary>
    public Survey? Survey { get; init; }

    /// <summary>When to stop asking who never answers; null for what the project says.</summary>
    public SunsetRule? Sunset { get; init; }

    /// <summary>At what it pauses itself.</summary>
    public GuardRules Guards { get; init; } = new();

    /// <summary>The last time it paused itself; null while it never did, and in a file.</summary>
    public GuardPause? GuardPause { get; init; }

    /// <summary>Event types that count as a return; the lapse rule's activity types, or those the trigger waits for, and the goal unless the file says otherwise. Empty means any.</summary>
    public required IReadOnlyList<string> ExitTypes { get; init; }

    /// <summary>Time after the last planned touch in which a return or conversion counts.</summary>
    public required Threshold AttributionWindow { get; init; }

    /// <summary>What messages may recommend, best first; at most <see cref="CatalogueItem.Most"/>.</summary>
    public IReadOnlyList<CatalogueItem> Catalogue { get; init; } = [];

    /// <summary>Higher goes first where caps are short, and enters first where campaigns conflict. 0 unless said; −100 to 100.</summary>
    public int Priority { get; init; }

    /// <summary>Who goes on with which version, as a publisher chose; null when everybody stays on the version they entered by. Null in a file.</summary>
    public InFlightRule? InFlight { get; init; }

    /// <summary>Whether it enrols users now.</summary>
    public bool IsActive => Status == CampaignStatus.Active;

    /// <summary>Whether its guards paused it and nobody resumed it yet.</summary>
    public bool IsGuardPaused => GuardPause?.Holds(Status) == true;
}

/// <summary>Life of a campaign.</summary>
public enum CampaignStatus
{
    /// <summary>Not published for use.</summary>
    Draft,

    /// <summary>Enrols and contacts.</summary>
    Active,

    /// <summary>Enrols nobody and claims nothing; sequences wait.</summary>
    Paused,

    /// <summary>Over: sequences end.</summary>
    Archived,

    /// <summary>Found good by somebody other than its author; not in use yet.</summary>
    Approved,
}

/// <summary>How a lapse rule treats users who were never active by it.</summary>
public enum NeverActive
{
    /// <summary>They cannot lapse.</summary>
    Exclude,

    /// <summary>The threshold counts from the first event of any type.</summary>
    FromFirstSeen,
}

/// <summary>Whom a campaign holds out.</summary>
/// <param name="Share">Fraction held out, 0 to 0.9.</param>
/// <param name="Salt">Salt of the draw; the campaign's id unless said. Written down, never chosen by its result.</param>
public sealed record Holdout(double Share = 0.10, string Salt = "");

/// <summary>How fast people enter a campaign.</summary>
/// <param name="MaxPerDay">Enrolments per UTC day once ramped up; null for no ceiling.</param>
/// <param name="Ramp">Time from publication over which the ceiling grows in equal daily steps to <paramref name="MaxPerDay"/>; zero for none.</param>
/// <param name="Order">Who goes first when more are due than may enter.</param>
/// <param name="NotBeyond">Nobody enters whose silence is longer than this many times the threshold; at least 1, 4 unless said.</param>
public sealed record EntryRule(int? MaxPerDay = null, Threshold? Ramp = null, EntryOrder Order = EntryOrder.Freshest, double NotBeyond = 4);

/// <summary>Order of entry under a ceiling.</summary>
public enum EntryOrder
{
    /// <summary>Most recently active first.</summary>
    Freshest,

    /// <summary>Longest silent first.</summary>
    Oldest,
}

/// <summary>One planned contact.</summary>
/// <param name="Id">1 to 30 characters <c>[a-z0-9-]</c>, unique in the campaign.</param>
/// <param name="Delay">From enrolment, or from the touch before.</param>
/// <param name="Channels">In order of preference, behind the person's own; the first one that is allowed is used, the next after a refusal.</param>
/// <param name="Templates">By channel; every channel in <paramref name="Channels"/> has one.</param>
/// <param name="Expires">How long after its planned instant the touch may still go out; 3 days unless said.</param>
public sealed record Touch(string Id, Threshold Delay, IReadOnlyList<Channel> Channels, IReadOnlyDictionary<Channel, Template> Templates, Threshold Expires)
{
    /// <summary>Whether <see cref="Delay"/> counts from when the touch before was handed over or passed, and not from enrolment. Never on the first.</summary>
    public bool IsAfterPrevious { get; init; }

    /// <summary>Local hours and days it may go out; null for any.</summary>
    public TouchHours? Hours { get; init; }

    /// <summary>What must hold when it is due; null for nothing.</summary>
    public TouchCondition? If { get; init; }

    /// <summary>What becomes of it when quiet hours or a cap object.</summary>
    public WhenNotAllowed WhenNotAllowed { get; init; }

    /// <summary>What it is meant to be; null unless said.</summary>
    public TouchKind? Kind { get; init; }

    /// <summary>Whom its webhook goes to, by the name that settings have for it; null when it has none.</summary>
    public string? WebhookTarget => Templates.GetValueOrDefault(Channel.Webhook)?.Webhook?.Target;

    /// <summary>How long without an opening or a click until it goes out once more, on its next channel; null for never.</summary>
    public Threshold? AfterSilence { get; init; }

    /// <summary>By id of a variant that says something of its own here: all it says, whole, by channel. Others get <see cref="Templates"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, Template>> Variants { get; init; } = OneWay;

    /// <summary>What it gives to those whose texts speak of it; null for nothing. See <see cref="TouchOffers.OfferTo"/>.</summary>
    public Offer? Offer { get; init; }

    /// <summary>Variants whose texts do not speak of <see cref="Offer"/>; <see cref="TouchOffers.Everybody"/> among them where <see cref="Templates"/> do not.</summary>
    public IReadOnlySet<string> WithoutOffer { get; init; } = System.Collections.Frozen.FrozenSet<string>.Empty;

    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, Template>> OneWay = [];
}

/// <summary>What a touch says on one channel; Handlebars. Which fields may be set depends on the channel.</summary>
/// <param name="Subject">E-mail only.</param>
/// <param name="Title">Push and webhook only.</param>
/// <param name="Body">Plain text; for e-mail, paragraphs separated by empty lines; for a webhook possibly empty.</param>
/// <param name="DeepLink">Absolute https URL or app scheme the message leads to; null for none.</param>
/// <param name="Button">E-mail only: words on the button that leads to <paramref name="DeepLink"/>; null for a plain default.</param>
public sealed record Template(string? Subject, string? Title, string Body, string? DeepLink, string? Button = null)
{
    /// <summary>E-mail only: what a list of messages shows after the subject; null lets mail programs take the first words of the body.</summary>
    public string? Preheader { get; init; }

    /// <summary>Push only: https address of a picture; null for none.</summary>
    public string? Image { get; init; }

    /// <summary>Webhook only, and never null there: to whom, and what besides the words.</summary>
    public WebhookTemplate? Webhook { get; init; }

    /// <summary>The same in other languages, by language tag, each whole; see <see cref="LocaleChain"/> for who reads which.</summary>
    public IReadOnlyDictionary<string, Template> Locales { get; init; } = OneLanguage;

    private static readonly Dictionary<string, Template> OneLanguage = [];
}

/// <summary>A daily span of local time in which nothing is handed over. <c>From</c> later than <c>To</c> spans midnight.</summary>
/// <param name="From">First minute that is quiet.</param>
/// <param name="To">First minute that is not.</param>
/// <param name="Spread">Span after <paramref name="To"/> over which held messages are released; 30 minutes unless said.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeSpan Spread);

/// <summary>At most so many contacts in any span of the given length, across all campaigns.</summary>
/// <param name="Channel">Counted channel; null for all together.</param>
/// <param name="Max">0 to 64; 0 means never.</param>
/// <param name="Per">Length of the sliding span, up to 365 days.</param>
public sealed record FrequencyCap(Channel? Channel, int Max, TimeSpan Per);
