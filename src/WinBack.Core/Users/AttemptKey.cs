namespace WinBack.Core.Users;

/// <summary>Identity of one hand-over attempt; passed to providers as their idempotency key. Built from what it is for, so a retry makes the same.</summary>
public static class AttemptKey
{
    /// <summary>Makes the key, for example <c>replenish.3.k7f2:nudge:sms</c>.</summary>
    /// <param name="instanceId">Of the enrolment's sequence, see <see cref="OpenEnrolment.InstanceId(string)"/>.</param>
    /// <param name="touch">Id of the touch within its campaign.</param>
    /// <param name="channel">Channel of the attempt.</param>
    public static string For(string instanceId, string touch, Channel channel) => $"{instanceId}:{touch}:{Name(channel)}";

    /// <summary>The channel as it stands in keys, files and pages: lower case.</summary>
    public static string Name(Channel channel) => channel switch
    {
        Channel.Push => "push",
        Channel.Sms => "sms",
        Channel.Email => "email",
        Channel.Webhook => "webhook",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
