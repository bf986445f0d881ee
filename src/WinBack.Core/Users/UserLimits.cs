using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>Bounds that keep a user row below 128 KiB. What exceeds one is refused, with its name, and changes nothing.</summary>
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
