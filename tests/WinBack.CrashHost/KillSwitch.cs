using System.Diagnostics;

namespace WinBack.CrashHost;

/// <summary>
/// Ends this process as the operating system would: no handler runs, nothing is flushed. It first notes where the clock stands, since a clock
/// goes on while a process is dead.
/// </summary>
internal sealed class KillSwitch(string clockFile, Func<DateTimeOffset> now)
{
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

    /// <summary>Writes the clock's position, for the next life.</summary>
    public void KeepClock()
    {
        File.WriteAllText(clockFile + ".new", now().ToString("O"));
        File.Move(clockFile + ".new", clockFile, overwrite: true);
    }
}
