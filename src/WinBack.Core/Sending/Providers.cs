namespace WinBack.Core.Sending;

/// <summary>Who takes push notifications.</summary>
public enum PushProvider
{
    /// <summary>Nobody: they are kept in the outbox, to be looked at.</summary>
    Outbox,

    /// <summary>Azure Notification Hubs.</summary>
    NotificationHubs,

    /// <summary>The channel is not served: touches use their next one.</summary>
    Off,
}

/// <summary>Who takes text messages.</summary>
public enum SmsProvider
{
    /// <summary>Nobody: they are kept in the outbox, to be looked at.</summary>
    Outbox,

    /// <summary>Azure Communication Services.</summary>
    Acs,

    /// <summary>The channel is not served: touches use their next one.</summary>
    Off,
}

/// <summary>Who takes e-mails.</summary>
public enum EmailProvider
{
    /// <summary>Nobody: they are kept in the outbox, to be looked at.</summary>
    Outbox,

    /// <summary>Azure Communication Services.</summary>
    Acs,

    /// <summary>A mail server.</summary>
    Smtp,

    /// <summary>The channel is not served: touches use their next one.</summary>
    Off,
}

/// <summary>Who takes webhook touches.</summary>
public enum WebhookProvider
{
    /// <summary>Nobody: they are kept in the outbox, to be looked at.</summary>
    Outbox,

    /// <summary>The systems that the settings <c>Webhooks</c> name.</summary>
    Http,

    /// <summary>The channel is not served: touches use their next one.</summary>
    Off,
}
