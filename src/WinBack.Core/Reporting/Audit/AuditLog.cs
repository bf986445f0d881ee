namespace WinBack.Core.Reporting.Audit;

/// <summary>What an audit looked at and what it found. Not thread-safe.</summary>
public sealed class AuditLog
{
    private readonly long[] _checked = new long[Enum.GetValues<Promise>().Length + 1];
    private readonly List<Violation> _violations = [];

    /// <summary>Everything found, in the order it was.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>How many things were held against a promise.</summary>
    public long CheckedFor(Promise promise) => _checked[(int)promise];

    /// <summary>Notes that one thing was held against a promise.</summary>
    public void Check(Promise promise) => _checked[(int)promise]++;

    /// <summary>Notes a row that breaks a promise.</summary>
    public void Broken(Violation violation) => _violations.Add(violation);
}
