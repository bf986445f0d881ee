using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>
/// Bounds of what one user row holds. What the source gives and exceeds one is refused, with its name, and changes nothing; of what is remembered beside it, the oldest
/// goes (<see cref="Interests.Most"/> items, <see cref="Interests.MostLooks"/> looks at each: at most 32 KiB of ids in ASCII).
/// </summary>
/// <remarks>
/// They are bounds of each part and not of the sum: a row is at most 128 KiB, which 100 attributes of 1 KiB alone nearly fill. An event by which it would
/// grow beyond is refused as well.
/// </remarks>
public static class UserLimits
{
    /// <summary>Attributes of one user.</summary>
    public const int Attributes = 100;

    /// <summary>Distinct event types that are counted for one user.</summary>
    public const int EventTypes = 32;

    /// <summary>Installations of one user.</summary>
    public const int Installations = EventLimits.Installations;

    /// <summary>Purposes beside the default one that a user has a say about.</summary>
    public const int Purposes = EventLimits.Purposes;

    /// <summary>Enrolments of one user that are open at a time.</summary>
    public const int OpenEnrolments = 16;

    /// <summary>Campaigns that a user can wait to enter by an event; of more, the event that is longest ago is forgotten.</summary>
    public const int ArmedTriggers = 16;

    /// <summary>Contacts remembered per channel: the most that a frequency cap may count.</summary>
    public const int ContactsPerChannel = 64;
}
