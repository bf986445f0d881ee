namespace WinBack.Local.Tables;

/// <summary>A table within a data file: its number among those opened by this process, by which connections keep its statements, and its SQL name.</summary>
internal sealed record TableSlot(int Number, string SqlName)
{
    /// <summary>One SQL table per table; the prefix keeps it apart from SQLite's and our own.</summary>
    public static TableSlot For(int number, string name) => new(number, $"\"t_{name.ToLowerInvariant()}\"");
}
