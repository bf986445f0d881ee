namespace WinBack.Core.Users;

/// <summary>A way to reach a person. The order has no meaning; a campaign gives its own.</summary>
public enum Channel
{
    /// <summary>Push notification to the installations of the app.</summary>
    Push,

    /// <summary>Text message to the phone number.</summary>
    Sms,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>A signed request to another system, which does the contact: a call centre, a concierge, direct mail, an advertising audience.</summary>
    Webhook,
}
