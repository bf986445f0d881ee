using WinBack.Local.Sqlite;

namespace WinBack.Local.Tables;

/// <summary>How a data file is written.</summary>
internal sealed record SqliteOptions
{
    /// <value>Default <see cref="Durability.Full"/>.</value>
    public Durability Durability { get; init; } = Durability.Full;

    /// <value>Bytes of page cache of the writing connection, taken as needed. Default 256 MiB: SQLite's own 2 MiB halves the rate at 100,000 users.</value>
    public long CacheBytes { get; init; } = 256L * 1024 * 1024;

    /// <value>Pages of write-ahead log after which it is copied into the file. Default 20,000, about 80 MB: fewer copies of a page that changes often.</value>
    public int CheckpointPages { get; init; } = 20_000;

    /// <value>Changes after which <see cref="Durability.Relaxed"/> commits. Default 50,000.</value>
    public int ChangesPerCommit { get; init; } = 50_000;
}
