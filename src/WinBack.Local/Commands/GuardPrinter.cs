using WinBack.Core.Reporting.Guards;

namespace WinBack.Local.Commands;

/// <summary>Prints the guards of a campaign: how each stands, and when and why the campaign paused itself.</summary>
internal static class GuardPrinter
{
    public static void Print(GuardReport guards)
    {
        Console.WriteLine();
        Console.WriteLine($"  guards{(guards.IsPaused ? ", the campaign is paused" : "")}");
        foreach (var state in guards.States)
            Wrapped.Write($"{(state.IsTripped ? "TRIPPED  " : "")}{state.Says}");
        if (guards.Paused is not { } paused)
            return;
        Wrapped.Write($"It paused itself on {paused.At:yyyy-MM-dd HH:mm}Z{(guards.IsPaused ? "" : " and was resumed since")}:");
        foreach (var why in paused.Why)
            Wrapped.Write(why);
    }
}
