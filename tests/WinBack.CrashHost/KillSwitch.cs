using System.Diagnostics;

namespace WinBack.CrashHost;

/// <summary>
/// Ends this process as the operating system would: no handler runs, nothing is flushed. It first notes where the clock stands, since a clock
/// goes on while a process is dead.
/// </summary>
internal sealed class KillSwitch(string clockFile, Func<DateTimeOffset> now)
{
    /// <summary>Begins the line that says where it stands still.</summary>
    public const string Stop = "stop: ";

    private readonly Lock _gate = new();

    public void Kill()
    {
        lock (_gate)
        {
            KeepClock();
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>
    /// Says where it is and stands still until a line comes in; nothing else that would stop goes on meanwhile. Whoever reads that line may stop the
    /// whole process with a signal and copy what is on disk: a kill here would leave just that.
    /// </summary>
    public void StandStill(string where)
    {
        lock (_gate)
        {
            KeepClock();
            Console.WriteLine(Stop + where);
            _ = Console.ReadLine() ?? throw new InvalidOperationException("Nobody let it go on.");
        }
    }

    /// <summary>Writes the clock's position, for the next life.</summary>
    public void KeepClock()
    {
        File.WriteAllText(clockFile + ".new", now().ToString("O"));
        File.Move(clockFile + ".new", clockFile, overwrite: true);
    }
}
