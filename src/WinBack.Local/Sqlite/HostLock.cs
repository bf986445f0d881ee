namespace WinBack.Local.Sqlite;

/// <summary>
/// Keeps a second process from writing the same data file. The operating system holds it and lets go of it when the process
/// ends, however it ends; the lock file itself stays and means nothing.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <exception cref="DataFileException">Another process, or this one, already writes the file.</exception>
    public static HostLock Take(string dataFile)
    {
        try
        {
            return new HostLock(new FileStream(dataFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new DataFileException($"Another WinBack host is writing {dataFile}. Stop it, or choose another --data directory.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
