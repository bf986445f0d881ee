using Spectre.Console;

namespace WinBack.Local.Commands;

/// <summary>Shows on standard error how far long work has come, when somebody looks at a terminal; writes nothing otherwise.</summary>
internal static class LongWork
{
    /// <summary>Runs the work, which tells its share done, from 0 to 1.</summary>
    public static async Task<T> ShowAsync<T>(string what, Func<Action<double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(_ => { });
        var terminal = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(shown =>
            {
                var task = shown.AddTask(Markup.Escape(what), maxValue: 1);
                return work(share => task.Value = share);
            });
    }
}
