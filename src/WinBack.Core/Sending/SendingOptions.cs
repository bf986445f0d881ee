using System.ComponentModel.DataAnnotations;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Settings of the stage Sending.</summary>
public sealed class SendingOptions : IValidatableObject
{
    /// <summary>Gets or sets who takes push notifications.</summary>
    /// <value>Default <see cref="PushProvider.Outbox"/>.</value>
    [EnumDataType(typeof(PushProvider))]
    public PushProvider Push { get; set; }

    /// <summary>Gets or sets who takes text messages.</summary>
    /// <value>Default <see cref="SmsProvider.Outbox"/>.</value>
    [EnumDataType(typeof(SmsProvider))]
    public SmsProvider Sms { get; set; }

    /// <summary>Gets or sets who takes e-mails.</summary>
    /// <value>Default <see cref="EmailProvider.Outbox"/>.</value>
    [EnumDataType(typeof(EmailProvider))]
    public EmailProvider Email { get; set; }

    /// <summary>Gets or sets who takes webhook touches.</summary>
    /// <value>Default <see cref="WebhookProvider.Outbox"/>.</value>
    [EnumDataType(typeof(WebhookProvider))]
    public WebhookProvider Webhook { get; set; }

    /// <summary>Gets or sets how many push notifications a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? PushPerMinute { get; set; }

    /// <summary>Gets or sets how many text messages a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours (with Communication Services 200); 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? SmsPerMinute { get; set; }

    /// <summary>Gets or sets how many e-mails a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours (with Communication Services 30); 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? EmailPerMinute { get; set; }

    /// <summary>Gets or sets how many e-mails may be handed over in any hour, besides <see cref="EmailPerMinute"/>.</summary>
    /// <value>Default none, which means no limit of ours (with Communication Services 100, up to 30 a minute); 1 to 10,000,000.</value>
    [Range(1, 10_000_000)]
    public int? EmailPerHour { get; set; }

    /// <summary>Gets or sets how many webhook touches a minute may be handed over, to all targets together.</summary>
    /// <value>Default none, which means no limit of ours; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? WebhookPerMinute { get; set; }

    /// <summary>Gets or sets by country (two letters) the local hours in which advertising text messages may be sent, in place of those known here.</summary>
    /// <value>Default none: what <see cref="Sending.SmsHours.ByLaw"/> knows. <c>08:00-21:00</c>, <c>mon-sat 08:00-22:00 no-holidays</c>, or <c>any</c> for no rule.</value>
    public Dictionary<string, string> SmsHours { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (country, text) in SmsHours)
        {
            if (!Sending.SmsHours.TryParse(country, text, out _))
                yield return new($"Sending:SmsHours:{country} is \"{text}\": a country of two letters, and 08:00-21:00, mon-sat 08:00-22:00 or any; no-holidays may follow where the country's public holidays are known.", [nameof(SmsHours)]);
        }
    }

    /// <summary>
    /// Fills in what a provider allows at first, where nothing is set: of Communication Services, 30 e-mails a minute and 100 an hour, and 200
    /// text messages a minute, which is what one toll-free number may send. Set more once the provider allows more.
    /// </summary>
    public void LimitToWhatProvidersAllow()
    {
        if (Sms == SmsProvider.Acs)
            SmsPerMinute ??= 200;
        if (Email != EmailProvider.Acs)
            return;
        EmailPerMinute ??= 30;
        if (EmailPerMinute <= 30)
            EmailPerHour ??= 100;       // who was granted more a minute was granted more an hour
    }

    /// <summary>How fast a channel may be used; null for no limit.</summary>
    public PaceLimits? Limits(Channel channel) => channel switch
    {
        Channel.Push => PushPerMinute is { } pushes ? new(pushes) : null,
        Channel.Sms => SmsPerMinute is { } texts ? new(texts) : null,
        Channel.Email => (EmailPerMinute ?? EmailPerHour) is { } mails ? new(mails, EmailPerHour) : null,
        Channel.Webhook => WebhookPerMinute is { } requests ? new(requests) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
