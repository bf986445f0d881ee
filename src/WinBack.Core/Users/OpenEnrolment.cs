using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>Which side of the experiment an enrolment is on.</summary>
public enum Arm
{
    /// <summary>Gets the campaign's touches.</summary>
    Treatment,

    /// <summary>Judged alike, contacted never by this campaign.</summary>
    Holdout,

    /// <summary>Judged alike, contacted by no campaign at all; in no campaign's lift.</summary>
    Global,
}

/// <summary>Where an enrolment's sequence stands. Everything but <see cref="Running"/> is final.</summary>
public enum EnrolmentStatus
{
    /// <summary>Touches may still follow.</summary>
    Running,

    /// <summary>All touches passed.</summary>
    Completed,

    /// <summary>The person came back.</summary>
    Returned,

    /// <summary>The person said stop on every channel the campaign has.</summary>
    OptedOut,

    /// <summary>The campaign was archived, an operator stopped it, or a merge showed that the person had not lapsed.</summary>
    Cancelled,

    /// <summary>A late event showed that the person had not lapsed.</summary>
    Void,

    /// <summary>The user turned out to be another, known one, and was merged into them: nothing more is sent, and the window goes on.</summary>
    Merged,
}

/// <summary>
/// An enrolment whose attribution window is open, as it stands in the user row: the truth that every step of its sequence
/// reads again. Kept until the window closes, also after the sequence has ended.
/// </summary>
public sealed record OpenEnrolment
{
    private readonly IReadOnlyList<TouchEngagement>? _engaged;     // null in rows from before it was kept

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Version of the campaign this enrolment is pinned to.</summary>
    public required int Version { get; init; }

    /// <summary>Which lapse of this user in this campaign, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>Arm, drawn at enrolment.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Probability with which this very arm was drawn, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Fraction of all users that no campaign contacted when this one was drawn, 0 to 1; null in rows written before there were any.</summary>
    public double? GlobalShare { get; init; }

    /// <summary>Which of the person's enrolments in the campaign that are not void, from 1: the first is the unit of the primary population. 0 in rows written before it was kept.</summary>
    public int Entry { get; init; }

    /// <summary>Whether the person was never enrolled in any campaign before, void ones apart: the unit of the comparison with <see cref="Arm.Global"/>.</summary>
    public bool IsFirstOfAll { get; init; }

    /// <summary>When the first touch had passed every rule, the arm not yet asked; null while it has not.</summary>
    public DateTimeOffset? TriggeredAt { get; init; }

    /// <summary>The channel of that touch; null while it has not.</summary>
    public Channel? FirstChannel { get; init; }

    /// <summary>Variant, drawn at enrolment in both arms alike; null where the campaign has none.</summary>
    public DrawnVariant? Variant { get; init; }

    /// <summary>When the user was enrolled.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The instant at which the threshold was reached.</summary>
    public required DateTimeOffset LapsedAt { get; init; }

    /// <summary>The activity the lapse was judged from, or the event that entered the user; null if the user was never active.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>The silences the lapse was judged by, those not disproved since; null in rows written before they were kept, and after an event.</summary>
    public IReadOnlyList<ReachedSilence>? LapsedBy { get; init; }

    /// <summary>The event that entered the user; null after a lapse.</summary>
    public ArmedTrigger? Trigger { get; init; }

    /// <summary>End of the attribution window, exclusive: enrolment + last planned delay + attribution window.</summary>
    public required DateTimeOffset WindowEnds { get; init; }

    /// <summary>Priority of the campaign; higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>State of the sequence.</summary>
    public EnrolmentStatus Status { get; init; }

    /// <summary>First event of the campaign's exit types after enrolment.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>First goal event after enrolment.</summary>
    public DateTimeOffset? ConvertedAt { get; init; }

    /// <summary>Sum of the values of goal events in the window so far, in the currency of reports; refunds subtract.</summary>
    public decimal Revenue { get; init; }

    /// <summary>Purchases since enrolment, whatever the window; null for none.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>Ids of the goal events in the window, see <see cref="ClosedEnrolment.MostGoals"/>; null for none.</summary>
    public IReadOnlyList<string>? Goals { get; init; }

    /// <summary>Planned touches, earliest first.</summary>
    public required IReadOnlyList<PlannedTouch> Touches { get; init; }

    /// <summary>Index into <see cref="Touches"/> of the touch that is next or under way; their count once all have passed.</summary>
    public int Touch { get; init; }

    /// <summary>Earliest instant at which the current touch may be judged again, when something held it back.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Channels of the current touch that were refused; the fallback goes on to the next.</summary>
    public IReadOnlyList<Channel> Tried { get; init; } = [];

    /// <summary>When the first message of this enrolment was handed over, for all that is known, or would have been to somebody held out; null before, and in rows
    /// from before it was kept.</summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>The attempt under way, or null.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>The current touch's last hand-over, while the sequence waits whether the person answers it; null when it does not.</summary>
    public AwaitedAnswer? Awaited { get; init; }

    /// <summary>Moves to later versions of the campaign, oldest first; null for none.</summary>
    public IReadOnlyList<VersionMove>? Moves { get; init; }

    /// <summary>Touches that the person opened or clicked; one mark for each touch.</summary>
    public IReadOnlyList<TouchEngagement> Engaged { get => _engaged ?? []; init => _engaged = value; }

    /// <summary>Messages that the person clicked, one mark for each; null for none.</summary>
    public IReadOnlyList<MessageClick>? Clicks { get; init; }

    /// <summary>By channel, what is credited to it so far; null for nothing.</summary>
    public IReadOnlyDictionary<Channel, CreditSum>? Credits { get; init; }

    /// <summary>The person's latest answer to the campaign's survey; null for none.</summary>
    public SurveyMark? Answered { get; init; }

    /// <summary>What the person did with a touch; null for nothing.</summary>
    public TouchEngagement? EngagedWith(string touch)
    {
        foreach (var mark in Engaged)
        {
            if (mark.Touch == touch)
                return mark;
        }

        return null;
    }

    /// <summary>This enrolment with a touch opened or clicked. The first instant of each stands; a touch that is none of this plan's changes nothing.</summary>
    public OpenEnrolment With(string touch, bool isClick, DateTimeOffset at)
    {
        if (!Touches.Any(each => each.Id == touch))
            return this;
        var held = EngagedWith(touch);
        if (held is not null && (isClick ? held.ClickedAt : held.OpenedAt) is not null)
            return this;
        var mark = held ?? new TouchEngagement(touch);
        mark = isClick ? mark with { ClickedAt = at } : mark with { OpenedAt = at };
        return this with { Engaged = [.. Engaged.Where(each => each.Touch != touch), mark] };
    }

    /// <summary>This enrolment with a message clicked. The first click of each stands; one of a touch that is none of this plan's changes nothing.</summary>
    public OpenEnrolment WithClick(string touch, Channel channel, DateTimeOffset at) =>
        !Touches.Any(each => each.Id == touch) || Clicks?.Any(each => each.Touch == touch && each.Channel == channel) == true
            ? this : this with { Clicks = [.. Clicks ?? [], new(touch, channel, at)] };

    /// <summary>Whether the current touch is one for somebody who has returned, which the end of the sequence does not end.</summary>
    [JsonIgnore]
    public bool IsWelcoming => Touch < Touches.Count && Touches[Touch].IsAfterReturn && Status is EnrolmentStatus.Returned or EnrolmentStatus.Completed;

    /// <summary>Whether a touch may still go out: the sequence runs, or the person is to be welcomed back.</summary>
    [JsonIgnore]
    public bool HasTouchLeft => Touch < Touches.Count && (Status == EnrolmentStatus.Running || IsWelcoming);

    /// <summary>When the current touch is due at the earliest; null when none is left.</summary>
    public DateTimeOffset? NextTouchAt => !HasTouchLeft ? null
        : HeldUntil is { } held && held > Touches[Touch].At ? held
        : Touches[Touch].At;

    /// <summary>Whether something happened after it began and before its window ends, whatever became of its sequence.</summary>
    public bool Includes(DateTimeOffset at) => at > EnrolledAt && at < WindowEnds;

    /// <summary>Whether this is the same enrolment, at whatever stage.</summary>
    public bool IsSameAs(OpenEnrolment other) => Campaign == other.Campaign && Episode == other.Episode;

    /// <summary>Id of the durable sequence, such as <c>replenish.3.k7f2m9</c>: printable ASCII, at most 100 characters.</summary>
    public string InstanceId(string personKey) => InstanceId(Campaign, Episode, personKey);

    /// <summary>Id of the durable sequence of a campaign, episode and person.</summary>
    public static string InstanceId(string campaign, int episode, string personKey) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{campaign}.{episode}.{personKey}");

    /// <summary>Id of the durable sequence that welcomes a person back, such as <c>replenish.3.k7f2m9.back</c>; keys of attempts go by the other.</summary>
    public static string WelcomeInstanceId(string instanceId) => instanceId + ".back";
}

/// <summary>A touch and the instant it is planned for.</summary>
/// <param name="Id">The touch's id within its campaign version.</param>
/// <param name="At">Planned instant; rules may hold it longer, never send it sooner.</param>
public sealed record PlannedTouch(string Id, DateTimeOffset At)
{
    /// <summary>Whether it is the one touch for somebody who has returned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAfterReturn { get; init; }
}

/// <summary>The wait for a sign of the person after a hand-over.</summary>
/// <param name="Since">When it was handed over.</param>
/// <param name="Until">When silence counts as silence; the next channel's turn comes then.</param>
public sealed record AwaitedAnswer(DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What a person did with a touch; what is taken for a machine's leaves no mark.</summary>
/// <param name="Touch">Id of the touch.</param>
/// <param name="OpenedAt">When it was first opened, as far as the app or the mail program tells.</param>
/// <param name="ClickedAt">When its link was first followed.</param>
public sealed record TouchEngagement(string Touch, DateTimeOffset? OpenedAt = null, DateTimeOffset? ClickedAt = null);

/// <summary>The hand-over attempt under way for the current touch.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="State"><see cref="AttemptState.Claimed"/> or <see cref="AttemptState.Sending"/>.</param>
/// <param name="At">When it got into this state.</param>
public sealed record Attempt(Channel Channel, AttemptState State, DateTimeOffset At)
{
    /// <summary>When it was claimed; <see cref="At"/> moves on with the state.</summary>
    public DateTimeOffset ClaimedAt { get; init; } = At;

    /// <summary>Id of the offer whose code the message carries; null for none. The code is in <see cref="User.Offers"/>.</summary>
    public string? Offer { get; init; }

    /// <summary>What the rules said when it was claimed, so that the ledger can explain it even after a crash.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>State of a ledger row. An attempt goes <c>Claimed → Sending → Accepted | Refused | Unknown</c>; the others record a decision not to contact.</summary>
public enum AttemptState
{
    /// <summary>Contact and cap slot are reserved; nothing has left.</summary>
    Claimed,

    /// <summary>The provider is about to be called, or was: from here on an attempt is never begun again.</summary>
    Sending,

    /// <summary>The provider took it.</summary>
    Accepted,

    /// <summary>The provider will not take it; the cap slot is returned.</summary>
    Refused,

    /// <summary>Nobody knows; never repeated, and the cap slot is kept.</summary>
    Unknown,

    /// <summary>The provider asked to come back later; leads to <see cref="Claimed"/> again.</summary>
    Retry,

    /// <summary>Held out: would have been claimed.</summary>
    Ghost,

    /// <summary>A rule said no for good; the touch passes without contact.</summary>
    Skipped,

    /// <summary>A rule said not now.</summary>
    Held,

    /// <summary>A claim that was not handed over in time, or was overtaken by a return, a stop or a pause; the cap slot is returned.</summary>
    Released,
}
