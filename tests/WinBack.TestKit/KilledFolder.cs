namespace WinBack.TestKit;

/// <summary>
/// Where a process writes that is killed with signal 9: in memory where the system has a file system there. Such a kill loses nothing of what was
/// written to a file, flushed or not, so it leaves the same on either, and no flush is waited for. It would prove nothing about a loss of power.
/// </summary>
public static class KilledFolder
{
    private const string Memory = "/dev/shm";
    private const long BytesAtLeast = 1L << 30;   // a container may have 64 MB; a test leaves 10

    /// <summary>Makes an empty folder; whoever asks for it deletes it.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <returns>Absolute path.</returns>
    public static string Create(string prefix)
    {
        if (!IsUsable())
            return Directory.CreateTempSubdirectory(prefix).FullName;
        return Directory.CreateDirectory(Path.Combine(Memory, $"{prefix}-{Guid.NewGuid():N}")).FullName;
    }

    private static bool IsUsable()
    {
        try
        {
            return OperatingSystem.IsLinux() && new DriveInfo(Memory) is { IsReady: true, AvailableFreeSpace: > BytesAtLeast };
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
