namespace WinBack.Azure.Tables;

/// <summary>
/// Nobody can say any more whether a write was done: its answer was lost, and its rows have changed since. Like any outage it says nothing
/// about the write; the caller reads and judges afresh.
/// </summary>
internal sealed class AmbiguousWriteException(string table, Exception? cause)
    : Exception($"A write to the table {table} lost its answer, and its rows have been changed by others since; it may or may not have been done.", cause);
