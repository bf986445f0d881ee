namespace WinBack.Core.Users;

/// <summary>Bounds that keep a user row below 128 KiB. What exceeds one is refused, with its name, and changes nothing.</summary>
public static class UserLimits
{
    /// <summary>Attributes of one user.</summary>
    public const int Attributes = 100;

    /// <summary>Characters of an attribute's name.</summary>
    public const int AttributeName = 100;

    /// <summary>UTF-8 bytes of an attribute's value.</summary>
    public const int AttributeBytes = 1024;

    /// <summary>Distinct event types that are counted for one user.</summary>
    public const int EventTypes = 32;

    /// <summary>Installations of one user.</summary>
    public const int Installations = 20;

    /// <summary>Enrolments of one user that are open at a time.</summary>
    public const int OpenEnrolments = 16;

    /// <summary>Contacts remembered per channel: the most that a frequency cap may count.</summary>
    public const int ContactsPerChannel = 64;
}
