namespace WinBack.Local.Sqlite;

/// <summary>What a write's answer means.</summary>
internal enum Durability
{
    /// <summary>The write is on the disk: it survives a crash of the process and of the machine.</summary>
    Full,

    /// <summary>The write is visible to this process; a crash loses up to the changes since the last commit. For runs that can be repeated.</summary>
    Relaxed,
}
