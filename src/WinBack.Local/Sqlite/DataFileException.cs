namespace WinBack.Local.Sqlite;

/// <summary>A data file cannot be used: it is in use, damaged, not ours, or of a newer version. The message says which and names the file.</summary>
internal sealed class DataFileException(string message, Exception? cause = null) : Exception(message, cause);
