namespace WinBack.Local.Durable;

/// <summary>Timers not yet fired or cancelled, and activities without a result, by the number of their action.</summary>
internal sealed record OpenWork(IReadOnlyList<(int Task, DateTimeOffset FireAt)> Timers, IReadOnlyList<int> Activities)
{
    public static readonly OpenWork None = new([], []);
}
