namespace WinBack.Core.Events;

/// <summary>Bounds of what a source may send. Each is named in the refusal of what exceeds it.</summary>
public static class EventLimits
{
    /// <summary>Events in one request.</summary>
    public const int PerRequest = 1000;

    /// <summary>Bytes of one request's body.</summary>
    public const int RequestBytes = 1024 * 1024;

    /// <summary>Characters of an event id or a user id.</summary>
    public const int Id = 512;

    /// <summary>Characters of an event type.</summary>
    public const int Type = 64;

    /// <summary>UTF-8 bytes of an event's properties.</summary>
    public const int PropertiesBytes = 32 * 1024;

    /// <summary>Characters of a name, an e-mail address and the like.</summary>
    public const int ProfileText = 254;

    /// <summary>Characters of an attribute's name.</summary>
    public const int AttributeName = 100;

    /// <summary>UTF-8 bytes of an attribute's value.</summary>
    public const int AttributeBytes = 1024;

    /// <summary>Installations given at once, and of one user.</summary>
    public const int Installations = 20;

    /// <summary>Purposes of consent of one user, beside the default one.</summary>
    public const int Purposes = 8;

    /// <summary>Characters of a push installation's handle.</summary>
    public const int Token = 512;

    /// <summary>How far ahead of our clock an event may be dated; more is refused, since it would hide a lapse.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>How old an event may be; older ones come in by import only.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    /// <summary>Absolute bound of a value.</summary>
    public const decimal Value = 1_000_000_000_000m;
}
