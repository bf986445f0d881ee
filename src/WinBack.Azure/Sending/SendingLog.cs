using Microsoft.Extensions.Logging;

namespace WinBack.Azure.Sending;

/// <summary>Log events 1521 to 1539. Never an address, a name, or what a message says.</summary>
internal static partial class SendingLog
{
    [LoggerMessage(1521, LogLevel.Error, "{Provider} does not let us in (HTTP {Status}): check the identity's role, the endpoint and the names in the settings")]
    public static partial void NotLetIn(this ILogger logger, string provider, int status);

    [LoggerMessage(1522, LogLevel.Warning, "{Provider} gave no answer ({Failure}); the attempt is unknown and never repeated")]
    public static partial void NoAnswer(this ILogger logger, string provider, string failure);

    [LoggerMessage(1523, LogLevel.Warning, "The client of {Provider} refuses a message because of its {Part}")]
    public static partial void MessageInvalid(this ILogger logger, string provider, string part);

    [LoggerMessage(1524, LogLevel.Error, "The mail server does not take our address ({Code}): check Email:From and what the account may send as")]
    public static partial void SenderNotTaken(this ILogger logger, int code);

    [LoggerMessage(1525, LogLevel.Error, "Notification Hubs gives no feedback (HTTP {Status}): it takes the Standard tier and a policy that may; else set NotificationHubs:Feedback to false")]
    public static partial void NoFeedback(this ILogger logger, int status);

    [LoggerMessage(1526, LogLevel.Error, "The webhook target {Target} answers {Status}: check its Url and Key in Webhooks, and what the receiver expects")]
    public static partial void WebhookNotTaken(this ILogger logger, string target, int status);

    [LoggerMessage(1527, LogLevel.Error, "The webhook target {Target} leads into a private network and is not called: set AllowPrivate if it is meant to")]
    public static partial void WebhookIsPrivate(this ILogger logger, string target);

    [LoggerMessage(1528, LogLevel.Error, "Guards:WebhookUrl answers {Status} to the word that a campaign paused itself; the next run of guards tries again")]
    public static partial void GuardNotTaken(this ILogger logger, int status);

    [LoggerMessage(1529, LogLevel.Error, "Guards:WebhookUrl gave no answer to the word that a campaign paused itself ({Failure}); the next run of guards tries again")]
    public static partial void GuardNotHeard(this ILogger logger, string failure);
}
