namespace WinBack.Core.Reporting.Rollups;

/// <summary>Persons, by their first enrolment that is not void, its window open or closed, who showed that they did not want to be contacted.</summary>
public sealed class HarmSums
{
    /// <summary>Said stop on every channel of the campaign.</summary>
    public long OptedOut { get; set; }

    /// <summary>Complained about a message.</summary>
    public long Complained { get; set; }

    /// <summary>Cannot be sent push any more.</summary>
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
