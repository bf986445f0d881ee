namespace WinBack.Core.Users;

/// <summary>What a fact says.</summary>
public enum FactKind
{
    /// <summary>A user entered a campaign.</summary>
    Enrolled,

    /// <summary>A held-out user's touch passed every rule and would have gone out.</summary>
    WouldSend,

    /// <summary>An attempt was answered; <see cref="Fact.Answer"/> says how.</summary>
    HandedOver,

    /// <summary>A late event showed that there was no lapse.</summary>
    Voided,

    /// <summary>The user was merged into another, at a time when such an enrolment left the populations, like a void one. Not written any more.</summary>
    Merged,

    /// <summary>The person said stop on every channel of the campaign before the window ended, in whatever state the sequence was; once for each enrolment.</summary>
    OptedOut,

    /// <summary>The window closed.</summary>
    Outcome,

    /// <summary>The provider says that the message arrived.</summary>
    Delivered,

    /// <summary>The provider says that the message did not arrive; <see cref="Fact.Detail"/> says why.</summary>
    Undelivered,

    /// <summary>The person complained about the message.</summary>
    Complained,

    /// <summary>The message was opened, as far as the app or the mail program tells.</summary>
    Opened,

    /// <summary>The message's link was followed.</summary>
    Clicked,

    /// <summary>A code of an offer left with a message for the first time; <see cref="Fact.Amount"/> is the most it can cost.</summary>
    OfferGiven,

    /// <summary>A code was used; <see cref="Fact.Amount"/> is what it cost.</summary>
    OfferRedeemed,

    /// <summary>The enrolment was the last of several in a row that were not answered: no campaign contacts the person from here on.</summary>
    Sunset,

    /// <summary>The person answered the campaign's survey; <see cref="Fact.Detail"/> holds the ids of survey and answer, <see cref="Fact.Sequel"/> tells which stands.</summary>
    SurveyAnswered,

    /// <summary>The person took back the permission to push, or removed the last installation, while enrolled; once for each enrolment. <see cref="Fact.Detail"/> says which.</summary>
    LostPush,
}

/// <summary>
/// One immutable row that reporting counts. Idempotent by <see cref="Key"/> within its campaign; names the person by key, never by user id.
/// </summary>
public sealed record Fact
{
    /// <summary>What it says.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Campaign version.</summary>
    public required int Version { get; init; }

    /// <summary>Person key.</summary>
    public required string Person { get; init; }

    /// <summary>Episode of that person in the campaign, from 1; 1 is the first enrolment, the unit of the primary population.</summary>
    public required int Episode { get; init; }

    /// <summary>Arm of the enrolment.</summary>
    public required Arm Arm { get; init; }

    /// <summary>When it became so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Probability of the arm, on <see cref="FactKind.Enrolled"/>.</summary>
    public double? Probability { get; init; }

    /// <summary>Fraction of all users that no campaign contacted when the enrolment was drawn, on <see cref="FactKind.Enrolled"/> and <see cref="FactKind.Outcome"/>; null for none.</summary>
    public double? GlobalShare { get; init; }

    /// <summary>Which of the person's enrolments in the campaign that are not void, from 1, on <see cref="FactKind.Enrolled"/> and <see cref="FactKind.Outcome"/>; null in facts from before it was kept.</summary>
    public int? Entry { get; init; }

    /// <summary>On <see cref="FactKind.Enrolled"/> and <see cref="FactKind.Outcome"/>: the person was never enrolled in any campaign before.</summary>
    public bool? IsFirstOfAll { get; init; }

    /// <summary>Language of the person at enrolment, such as <c>de</c>, on <see cref="FactKind.Enrolled"/>; null where it is not known.</summary>
    public string? Locale { get; init; }

    /// <summary>Segment of the person at enrolment, on <see cref="FactKind.Enrolled"/>: the named one of the lapse rule, else the one by its <c>rfm</c>; null where the campaign has neither.</summary>
    public string? Segment { get; init; }

    /// <summary>Variant of the enrolment; null where the campaign has none.</summary>
    public string? Variant { get; init; }

    /// <summary>Probability of the variant, on <see cref="FactKind.Enrolled"/>.</summary>
    public double? VariantProbability { get; init; }

    /// <summary>Touch id, on facts about a touch.</summary>
    public string? Touch { get; init; }

    /// <summary>Channel, on facts about a touch.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Provider's answer, on <see cref="FactKind.HandedOver"/>: accepted, refused or unknown.</summary>
    public AttemptState? Answer { get; init; }

    /// <summary>On <see cref="FactKind.Opened"/> and <see cref="FactKind.Clicked"/>: true when it was a scanner or a preview and not the person. Left out of counts.</summary>
    public bool ByMachine { get; init; }

    /// <summary>What the provider says about it, for people; no personal data.</summary>
    public string? Detail { get; init; }

    /// <summary>Of several facts of a kind about one enrolment, which this is, from 1; the last stands. Null where there is only one.</summary>
    public int? Sequel { get; init; }

    /// <summary>The instant whose day the fact is kept under, where that is not <see cref="At"/>: when the enrolment began, so that all about it lies together and a repeat on another day is the same fact. In facts from before, for what became of an attempt, when it was sent, and null for others.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    /// <summary>Id of the offer, on facts about one.</summary>
    public string? Offer { get; init; }

    /// <summary>On facts about an offer, in <see cref="Currency"/>; null where nobody knows.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code of <see cref="Amount"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>When the enrolment began, on <see cref="FactKind.Outcome"/>, whose <see cref="At"/> is the end of the window.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>State of the sequence at close, on <see cref="FactKind.Outcome"/>; <see cref="EnrolmentStatus.Void"/> leaves the populations.</summary>
    public EnrolmentStatus? Status { get; init; }

    /// <summary>On <see cref="FactKind.Outcome"/>.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>On <see cref="FactKind.Outcome"/>: costs, contamination, and what came after; null in facts from before it was kept.</summary>
    public OutcomeDetail? About { get; init; }

    /// <summary><see cref="Kind"/> as it stands in keys: a machine's click must not stand in the way of the person's.</summary>
    public string KindText => ByMachine ? Kind + "ByMachine"
        : Sequel is { } sequel ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}.{sequel:D4}")
        : Kind.ToString();

    /// <summary>Key within the campaign and day, for example <c>HandedOver|k7f2m9.3|nudge|sms</c>.</summary>
    public string Key => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{KindText}|{Person}.{Episode}|{Touch}|{(Channel is { } channel ? AttemptKey.Name(channel) : "")}");
}
