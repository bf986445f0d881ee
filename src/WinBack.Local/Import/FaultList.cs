using WinBack.Core.Reporting;

namespace WinBack.Local.Import;

/// <summary>Lists refused lines, the first few of them: a wrong format would otherwise list the whole file.</summary>
internal sealed class FaultList(TextWriter to, int most = 20)
{
    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    public void Add(LineFault fault)
    {
        if (Count++ < most)
            to.WriteLine(fault);
    }

    /// <summary>Says how many more there were.</summary>
    public void End()
    {
        if (Count > most)
            to.WriteLine($"… and {Counted.Of(Count - most, "more line was", "more lines were")} refused");
    }
}
