using System.CommandLine;
using System.Diagnostics;
using WinBack.Local.App;
using WinBack.Local.Demo;

namespace WinBack.Local.Commands;

/// <summary><c>demo</c>: a synthetic shop whose true response to messages is known, the whole system over it, and what the report makes of it.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var users = new Option<int>("--users") { Description = "Customers of the shop, 100 to 1,000,000.", DefaultValueFactory = _ => 20_000 };
        var days = new Option<int>("--days") { Description = "Days the campaign runs, 60 to 730.", DefaultValueFactory = _ => 180 };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same demo, byte for byte.", DefaultValueFactory = _ => 1 };
        var noServe = new Option<bool>("--no-serve") { Description = "Ends instead of serving the pages." };
        var data = new Option<string>("--data") { Description = "Directory for the demo; an earlier demo in it is deleted.", HelpName = "DIR", DefaultValueFactory = _ => ".winback-demo" };
        var port = Option.Port();
        var command = new Command("demo", "Runs the whole system over a synthetic shop on a virtual clock, and sets the measured lift beside the true one.") { users, days, seed, noServe, data, port };
        command.SetAction(async (call, cancel) =>
        {
            var directory = new DataDirectory(call.GetValue(data)!);
            var watch = Stopwatch.StartNew();
            var options = new DemoOptions(directory, call.GetValue(users), call.GetValue(days), call.GetValue(seed));
            var result = await new DemoRun(options) { OnDay = day => Console.Error.Write($"\rday {day} of {options.Days} ") }.RunAsync(Sample("replenishment.yaml"), cancel);
            Console.Error.WriteLine();
            Console.WriteLine($"{result} {watch.Elapsed.TotalSeconds:F1} s");
            return call.GetValue(noServe) ? CommandLine.Good : await RunCommand.RunAsync(directory, call.GetValue(port), cancel);
        });
        return command;
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "campaigns", name);
}
