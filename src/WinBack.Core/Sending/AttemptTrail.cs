using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What leads from an attempt's reference back to it.</summary>
internal static class AttemptTrail
{
    /// <summary>The trail of an attempt that begins to be sent.</summary>
    /// <param name="user">The person.</param>
    /// <param name="open">The enrolment.</param>
    /// <param name="contact">The contact as the ring has it: key, channel and instant of the attempt.</param>
    /// <param name="link">Where the message leads, or null.</param>
    public static SentAttempt Of(User user, OpenEnrolment open, Contact contact, string? link) => new()
    {
        Key = contact.Attempt,
        UserId = user.Id,
        Campaign = open.Campaign,
        Version = open.Version,
        Episode = open.Episode,
        Arm = open.Arm,
        Variant = open.Variant?.Id,
        Person = user.PersonKey,
        Touch = open.Touches[open.Touch].Id,
        Channel = contact.Channel,
        At = contact.At,
        EnrolledAt = open.EnrolledAt,
        Link = link,
    };
}
