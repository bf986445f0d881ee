using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using WinBack.Core.Campaigns;
using WinBack.Local.App;

namespace WinBack.Local.Commands;

/// <summary><c>advance</c>: moves the virtual clock of a directory and runs what is due on the way.</summary>
internal static partial class AdvanceCommand
{
    public static Command Make()
    {
        var by = new Argument<string>("LENGTH") { Description = "How far: 30d, 12h, 45m, or ISO 8601 such as P1M or PT36H." };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("advance", "Moves the virtual clock of the data directory, and runs every scan, touch and close that is due on the way. A directory that ran on the real clock keeps the virtual one from then on.") { by, data, json };
        command.SetAction(async (call, cancel) =>
        {
            var length = Parse(call.GetValue(by)!) ?? throw new CommandException($"'{call.GetValue(by)}' is no length of time; 30d, 12h, 45m, P1M and PT36H are.");
            var directory = new DataDirectory(call.GetValue(data)!);
            var now = await AdvanceAsync(directory, length, cancel);
            Console.WriteLine(call.GetValue(json) ? JsonSerializer.Serialize(new { now }) : $"The clock stands at {now:yyyy-MM-dd HH:mm:ss}Z");
            return CommandLine.Good;
        });
        return command;
    }

    /// <summary><c>30d</c>, or ISO 8601; null when it is neither.</summary>
    public static Threshold? Parse(string text)
    {
        if (Short().Match(text) is { Success: true } match)
            text = match.Groups[2].Value == "d" ? $"P{match.Groups[1].Value}D" : $"PT{match.Groups[1].Value}{match.Groups[2].Value.ToUpper(CultureInfo.InvariantCulture)}";
        return Threshold.TryParse(text, out var length) ? length : null;
    }

    private static async Task<DateTimeOffset> AdvanceAsync(DataDirectory data, Threshold by, CancellationToken cancel)
    {
        if (await RunningHost.FindAsync(data, cancel) is { } running)
        {
            using (running)
                return await running.AdvanceAsync(by, cancel);
        }

        await using var app = LocalApp.Open(new() { Data = data, Clock = new(data.VirtualNow ?? TimeProvider.System.GetUtcNow()), Port = 0 });
        return await RunningVirtualHost.MoveAsync(app.OnVirtualClock(), data, by, cancel);
    }

    [GeneratedRegex("^([0-9]{1,5})([dhm])$")]
    private static partial Regex Short();
}
