namespace WinBack.Core.Reporting.Rollups;

/// <summary>Persons who were put off: of first enrolments that are not void, the window open or closed, those with the sign.</summary>
public sealed class HarmSums
{
    /// <summary>That said stop while enrolled.</summary>
    public long OptedOut { get; set; }

    /// <summary>That complained about a message of the enrolment.</summary>
    public long Complained { get; set; }

    /// <summary>That took back the permission to push, or removed the last installation, while enrolled.</summary>
    public long LostPush { get; set; }

    /// <summary>With at least one of these.</summary>
    public long Any { get; set; }

    internal void Add(EnrolmentTally enrolment)
    {
        OptedOut += enrolment.IsOptedOut ? 1 : 0;
        Complained += enrolment.IsComplained ? 1 : 0;
        LostPush += enrolment.IsLostPush ? 1 : 0;
        Any += enrolment.IsOptedOut || enrolment.IsComplained || enrolment.IsLostPush ? 1 : 0;
    }

    internal void Add(HarmSums other)
    {
        OptedOut += other.OptedOut;
        Complained += other.Complained;
        LostPush += other.LostPush;
        Any += other.Any;
    }
}
