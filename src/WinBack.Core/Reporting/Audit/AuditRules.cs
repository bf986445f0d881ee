using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;

namespace WinBack.Core.Reporting.Audit;

/// <summary>What the truth about a person is judged by.</summary>
/// <param name="Campaigns">All campaigns, with the versions that enrolments are pinned to.</param>
/// <param name="Fallback">Zone of users whose own is unknown.</param>
/// <param name="Now">Instant of the audit.</param>
public sealed record AuditRules(CampaignSet Campaigns, DateTimeZone Fallback, DateTimeOffset Now)
{
    /// <summary>The hours in which countries let text messages be sent, as they are set now.</summary>
    public SmsHours SmsHours { get; init; } = SmsHours.ByLaw;

    /// <summary>Whom no campaign contacts, as it is set now; an enrolment knows the share it was drawn with.</summary>
    public GlobalHoldout Global { get; init; } = GlobalHoldout.None;

    /// <summary>What is later than this is overdue.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromHours(1);
}
