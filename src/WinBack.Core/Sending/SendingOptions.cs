using System.ComponentModel.DataAnnotations;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Settings of the stage Sending.</summary>
public sealed class SendingOptions
{
    /// <summary>Gets or sets how many push notifications a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? PushPerMinute { get; set; }

    /// <summary>Gets or sets how many text messages a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? SmsPerMinute { get; set; }

    /// <summary>Gets or sets how many e-mails a minute may be handed over.</summary>
    /// <value>Default none, which means no limit of ours; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int? EmailPerMinute { get; set; }

    /// <summary>Messages a minute on a channel; null for no limit.</summary>
    public int? PerMinute(Channel channel) => channel switch
    {
        Channel.Push => PushPerMinute,
        Channel.Sms => SmsPerMinute,
        Channel.Email => EmailPerMinute,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
