using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Export;

/// <summary>What the facts say of one enrolment, as it is exported: one row, whatever was written how often.</summary>
public sealed class ExportedEnrolment(Fact enrolled)
{
    private DateTimeOffset? _complainedAt;

    /// <summary>The fact that it began.</summary>
    public Fact Enrolled => enrolled;

    /// <summary>The outcome that stands; null while the window is open.</summary>
    public Fact? Outcome { get; private set; }

    /// <summary>Void; also merged, in facts from when that took an enrolment out of the populations.</summary>
    public bool IsVoid { get; private set; }

    /// <summary>Said stop.</summary>
    public bool IsOptedOut { get; private set; }

    /// <summary>Complained about one of its messages, before its window ended.</summary>
    public bool IsComplained => _complainedAt is { } at && !(at >= Outcome?.At);

    /// <summary>Took back the permission to push, or removed the last installation, while enrolled.</summary>
    public bool IsLostPush { get; private set; }

    /// <summary>Takes another fact about it.</summary>
    public void Add(Fact fact)
    {
        IsVoid |= fact.Kind is FactKind.Voided or FactKind.Merged || fact.Status == EnrolmentStatus.Void;
        IsOptedOut |= fact.Kind == FactKind.OptedOut;
        if (fact.Kind == FactKind.Complained && !(_complainedAt <= fact.At))
            _complainedAt = fact.At;
        IsLostPush |= fact.Kind == FactKind.LostPush;
        if (fact.Kind == FactKind.Outcome && (Outcome is null || (fact.Sequel ?? 1) > (Outcome.Sequel ?? 1)))
            Outcome = fact;
    }
}
