using NodaTime;

namespace WinBack.Core.Campaigns;

/// <summary>At what local hours, and on which days, a touch may go out; in the person's own calendar and by their own clock.</summary>
/// <param name="Days">Allowed days of the week; empty for every day.</param>
/// <param name="At">The local time it is planned for; null for none. What is put off by more than <see cref="AtLasts"/> waits for the next allowed day.</param>
/// <param name="Window">The local hours it may go out in; null for all day. Never together with <paramref name="At"/>.</param>
public sealed record TouchHours(IReadOnlySet<IsoDayOfWeek> Days, TimeOnly? At = null, LocalWindow? Window = null)
{
    /// <summary>How long after <see cref="At"/> a touch may still go out: tokens, retries and wake-ups take their time.</summary>
    public static readonly Duration AtLasts = Duration.FromHours(1);

    /// <summary>Country on whose public holidays it may not go out, as <see cref="PublicHolidays"/> knows it; null for none.</summary>
    public string? NotOnHolidaysOf { get; init; }

    /// <summary>Whether a day of the person's calendar is one of the allowed ones.</summary>
    public bool Include(LocalDate date) =>
        (Days.Count == 0 || Days.Contains(date.DayOfWeek)) && (NotOnHolidaysOf is not { } country || !PublicHolidays.Include(country, date));
}

/// <summary>A daily span of local time. <c>From</c> later than <c>To</c> spans midnight.</summary>
/// <param name="From">First minute inside.</param>
/// <param name="To">First minute outside; another than <paramref name="From"/>.</param>
public sealed record LocalWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time of day lies in <c>[From, To)</c>.</summary>
    public bool Contains(TimeOnly time) => From <= To ? time >= From && time < To : time >= From || time < To;
}

/// <summary>What must hold when a touch is due; else it passes without contact. Every part must.</summary>
/// <param name="Earlier">About earlier touches.</param>
/// <param name="About">About the person as they are then.</param>
public sealed record TouchCondition(IReadOnlyList<EngagementClause> Earlier, IReadOnlyList<Condition> About);

/// <summary>What became of an earlier touch of the same enrolment.</summary>
/// <param name="Touch">Its id.</param>
/// <param name="Was">What must be so.</param>
public sealed record EngagementClause(string Touch, Engagement Was);

/// <summary>Whether a touch was opened or clicked, by the person and as far as anybody can tell. A click is an opening, too; a touch that was not sent was neither.</summary>
public enum Engagement
{
    /// <summary>Opened, or clicked.</summary>
    Opened,

    /// <summary>Neither opened nor clicked.</summary>
    NotOpened,

    /// <summary>Its link was followed.</summary>
    Clicked,

    /// <summary>Its link was not followed.</summary>
    NotClicked,
}

/// <summary>What becomes of a touch that quiet hours or a cap do not allow when it is due.</summary>
public enum WhenNotAllowed
{
    /// <summary>It waits until it is allowed, at most until it expires.</summary>
    Hold,

    /// <summary>It passes.</summary>
    Skip,
}

/// <summary>What a touch is meant to be; for reports and for the eye, no rule depends on it.</summary>
public enum TouchKind
{
    /// <summary>Reminds of what the person knows.</summary>
    Reminder,

    /// <summary>Shows what they would get.</summary>
    Value,

    /// <summary>Gives something for coming back.</summary>
    Offer,

    /// <summary>Says that this is the end of it.</summary>
    LastCall,
}
