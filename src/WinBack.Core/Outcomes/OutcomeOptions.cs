using System.ComponentModel.DataAnnotations;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>Settings of the stage Outcomes: what a message costs, in the currency of <see cref="Events.MoneyOptions"/>, so that a campaign's costs stand beside what it caused.</summary>
public sealed class OutcomeOptions
{
    /// <summary>Gets or sets the price of one push message.</summary>
    /// <value>Default 0; to 100.</value>
    [Range(0, 100)]
    public decimal PushPrice { get; set; }

    /// <summary>Gets or sets the price of one text message, all its segments together.</summary>
    /// <value>Default 0; to 100.</value>
    [Range(0, 100)]
    public decimal SmsPrice { get; set; }

    /// <summary>Gets or sets the price of one e-mail.</summary>
    /// <value>Default 0; to 100.</value>
    [Range(0, 100)]
    public decimal EmailPrice { get; set; }

    /// <summary>Gets or sets the price of one call of a webhook: of a letter, say, or of a quarter of an hour of somebody's time.</summary>
    /// <value>Default 0; to 100.</value>
    [Range(0, 100)]
    public decimal WebhookPrice { get; set; }

    /// <summary>The price of one message.</summary>
    public decimal Of(Channel channel) => channel switch
    {
        Channel.Push => PushPrice,
        Channel.Sms => SmsPrice,
        Channel.Email => EmailPrice,
        Channel.Webhook => WebhookPrice,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
